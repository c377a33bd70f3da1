package io.eniguard.server.lead;

import io.eniguard.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and replaces the field {@code caBundle} of each webhook in a configuration. */
final class WebhookBundles {

    private static final String WEBHOOKS = "webhooks";
    private static final String CLIENT = "clientConfig";
    private static final String BUNDLE = "caBundle";

    private WebhookBundles() {}

    /** Returns the bundle of each webhook as PEM text; an empty text if a webhook has none. */
    static List<String> of(Tree configuration) {
        return configuration.trees(WEBHOOKS).stream()
                .map(webhook -> decoded(webhook.text(CLIENT, BUNDLE).orElse("")))
                .toList();
    }

    /** Returns the configuration with this bundle in each webhook. Everything else stays as it is. */
    static Tree with(Tree configuration, String pem) {
        String encoded = Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
        List<Map<String, @Nullable Object>> webhooks = new ArrayList<>();
        configuration.trees(WEBHOOKS).forEach(webhook -> {
            Map<String, @Nullable Object> client =
                    new LinkedHashMap<>(webhook.at(CLIENT).fields());
            client.put(BUNDLE, encoded);
            Map<String, @Nullable Object> changed = new LinkedHashMap<>(webhook.fields());
            changed.put(CLIENT, client);
            webhooks.add(changed);
        });
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(configuration.fields());
        changed.put(WEBHOOKS, webhooks);
        return new Tree(changed);
    }

    /** Returns the text that is encoded in base64; an empty text if it is damaged. */
    static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
