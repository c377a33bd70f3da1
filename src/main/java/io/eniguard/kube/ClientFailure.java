package io.eniguard.kube;

import io.eniguard.text.RootCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import javax.net.ssl.SSLException;

/**
 * Turns exceptions of the Kubernetes client into messages for a person. The client's own messages ("An error has occurred.") describe the
 * client. So the message is the API server's where there is one, and otherwise that of the last cause.
 */
public final class ClientFailure {

    private ClientFailure() {}

    /** The reason on one line, without users and passwords of URLs. */
    public static String reason(Throwable failure) {
        if (failure instanceof KubernetesClientException answer
                && answer.getStatus() != null
                && answer.getStatus().getMessage() != null) {
            return plain(answer.getStatus().getMessage());
        }
        Throwable last = RootCause.of(failure);
        String message = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
        if (last instanceof UnknownHostException) {
            // The message is the name of the host alone.
            return plain("the name cannot be resolved: " + message);
        } else if (last instanceof CertPathBuilderException) {
            return "the kubeconfig's CA did not sign the API server's certificate";
        }
        return plain(message);
    }

    /**
     * The same, with the address where the API server did not answer.
     *
     * @param url of the API server
     */
    public static String reason(Throwable failure, String url) {
        return failure instanceof KubernetesClientException answer && answer.getStatus() != null
                ? reason(failure)
                : "%s: %s".formatted(ShownUrl.withoutUser(url.replaceFirst("/$", "")), reason(failure));
    }

    /** Whether the two sides did not agree on TLS, be it a certificate or a protocol. */
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
