package io.eniguard.localkube;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.eniguard.certs.KeyAndCertificate;
import java.util.Base64;

/** Creates kubeconfig files with one cluster and one user. */
final class Kubeconfig {

    private Kubeconfig() {}

    static String withCertificate(String url, String authorityPem, KeyAndCertificate user) {
        return text(url, authorityPem, """
                client-certificate-data: %s
                    client-key-data: %s""".formatted(base64(user.certificatePem()), base64(user.sec1KeyPem())));
    }

    static String withToken(String url, String authorityPem, String token) {
        return text(url, authorityPem, "token: " + token);
    }

    private static String text(String url, String authorityPem, String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: local
                clusters:
                - name: local
                  cluster:
                    server: %s
                    certificate-authority-data: %s
                contexts:
                - name: local
                  context: {cluster: local, user: user}
                users:
                - name: user
                  user:
                    %s
                """.formatted(url, base64(authorityPem), user);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }
}
