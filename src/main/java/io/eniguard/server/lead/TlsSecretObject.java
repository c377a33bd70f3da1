package io.eniguard.server.lead;

import io.eniguard.certs.TlsSecret;
import io.eniguard.server.settings.CertificateSettings;
import io.eniguard.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts between the Secret of the API server and its fields as text. */
final class TlsSecretObject {

    private static final String DATA = "data";

    private TlsSecretObject() {}

    /** Returns the fields of the Secret as text; none if there is no Secret. */
    static Map<String, String> data(Tree secret) {
        Map<String, String> data = new LinkedHashMap<>();
        secret.at(DATA)
                .keys()
                .forEach(key -> data.put(
                        key, WebhookBundles.decoded(secret.text(DATA, key).orElse(""))));
        return data;
    }

    /** Returns a Secret that does not exist yet. */
    static Tree created(String namespace, TlsSecret content) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "v1");
        object.put("kind", "Secret");
        object.put(
                "metadata",
                Map.of(
                        "name",
                        CertificateSettings.SECRET,
                        "namespace",
                        namespace,
                        "labels",
                        Map.of("app.kubernetes.io/name", "eniguard")));
        object.put("type", "kubernetes.io/tls");
        object.put(DATA, encoded(content));
        return new Tree(object);
    }

    /** Returns the Secret with the new content. Its other fields stay as they are. */
    static Tree replaced(Tree secret, TlsSecret content) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>(secret.at(DATA).fields());
        data.putAll(encoded(content));
        Map<String, @Nullable Object> object = new LinkedHashMap<>(secret.fields());
        object.put(DATA, data);
        return new Tree(object);
    }

    private static Map<String, String> encoded(TlsSecret content) {
        Map<String, String> encoded = new LinkedHashMap<>();
        content.data()
                .forEach((key, pem) ->
                        encoded.put(key, Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII))));
        return encoded;
    }
}
