package io.eniguard.kube;

import io.eniguard.text.RootCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLException;

/**
 * Creates messages for people from exceptions of the Kubernetes client. The exceptions' own messages, such as "An error has occurred.", do
 * not contain the reason. Therefore the message of the API server is used if there is one, and otherwise the message of the last cause.
 */
public final class ClientFailure {

    private ClientFailure() {}

    /** Returns the reason on one line. The user and the password are removed from all URLs in the reason. */
    public static String reason(Throwable failure) {
        if (failure instanceof KubernetesClientException answer
                && answer.getStatus() != null
                && answer.getStatus().getMessage() != null) {
            return plain(answer.getStatus().getMessage());
        }
        Throwable last = RootCause.of(failure);
        String message = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
        if (last instanceof UnknownHostException) {
            // The message of this exception is only the name of the host.
            return plain("the name cannot be resolved: " + message);
        } else if (last instanceof CertPathBuilderException) {
            return "the kubeconfig's CA did not sign the API server's certificate";
        }
        return plain(message);
    }

    /**
     * Returns the same reason as {@link #reason(Throwable)}. If the API server did not answer, the reason begins with its URL.
     *
     * @param url the URL of the API server
     */
    public static String reason(Throwable failure, String url) {
        return failure instanceof KubernetesClientException answer && answer.getStatus() != null
                ? reason(failure)
                : "%s: %s".formatted(ShownUrl.withoutUser(url.replaceFirst("/$", "")), reason(failure));
    }

    /** Returns whether the TLS handshake failed, for example because of a certificate or a protocol version. */
    static boolean isTls(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }

    private static String plain(String text) {
        return ShownUrl.withoutUser(text.replaceAll("\\s+", " "));
    }
}
