package io.eniguard.registration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The CustomResourceDefinition of policies. */
public final class PolicyDefinition {

    private static final String RESOURCE = "/eniguard/crds/customnetworkingpolicies.eniguard.io.yaml";

    private PolicyDefinition() {}

    /** Returns the manifest for {@code kubectl apply -f -}. */
    public static String yaml() {
        try (InputStream in = PolicyDefinition.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("not in this build: " + RESOURCE);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}
