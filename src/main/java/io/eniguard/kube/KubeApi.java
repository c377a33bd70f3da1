package io.eniguard.kube;

import io.eniguard.input.UnreadableInputException;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends single requests to the API server of the kubeconfig, or of the cluster that the program runs in. A request is never repeated,
 * because a person waits for the answer. Safe for use by several threads.
 */
public final class KubeApi implements AutoCloseable {

    /** The default host of the client. The client uses this host if neither a kubeconfig nor a service account contains an address. */
    private static final String DEFAULT_HOST = "kubernetes.default.svc";

    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final KubernetesClient client;
    private final ApiRequests requests;
    private final Duration limit;

    private KubeApi(KubernetesClient client, Duration limit) {
        this.client = client;
        this.requests = new ApiRequests(client);
        this.limit = limit;
    }

    /**
     * An answer of the API server, or of a proxy in front of it.
     *
     * @param body the JSON object of the answer; empty if the answer is not a JSON object
     * @param clockOffset the local time minus the time of the API server when the answer arrived, with a precision of about one second;
     *     empty if the answer has no date
     * @param retryAfter the delay that the API server requests before the next attempt; empty if it requests none
     */
    public record Answer(int status, Tree body, Optional<Duration> clockOffset, Optional<Duration> retryAfter) {

        public boolean isOk() {
            return status == OK;
        }

        public boolean isAbsent() {
            return status == NOT_FOUND;
        }

        /** Returns the API server's message about an error, for people. */
        public String reason() {
            return body.nonEmptyText("message").orElse("the API server answers " + status);
        }
    }

    /**
     * Creates a client without sending a request.
     *
     * @param limit the time limit for each request
     * @throws NoAnswerException if the address of the API server is unknown, or if the kubeconfig cannot be used
     */
    public static KubeApi open(Duration limit) throws NoAnswerException {
        try {
            Config config = KubeconfigFiles.load();
            if (config.getCurrentContext() == null && isDefault(config.getMasterUrl())) {
                throw new NoAnswerException(
                        NoAnswerException.Kind.NO_ADDRESS,
                        "there is no kubeconfig: neither in KUBECONFIG nor as ~/.kube/config");
            }
            int milliseconds = Math.toIntExact(limit.toMillis());
            return new KubeApi(
                    KubeconfigFiles.client(new ConfigBuilder(config)
                            .withRequestRetryBackoffLimit(0)
                            .withConnectionTimeout(milliseconds)
                            .withRequestTimeout(milliseconds)
                            .build()),
                    limit);
        } catch (UnreadableInputException e) {
            throw new NoAnswerException(NoAnswerException.Kind.KUBECONFIG, String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns whether the URL has the default host instead of the address of an API server. */
    static boolean isDefault(String url) {
        try {
            return DEFAULT_HOST.equals(new URI(url).getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Returns {@code https://HOST:PORT} without a slash at the end. */
    public String url() {
        String url = client.getConfiguration().getMasterUrl();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /** Returns the URL for messages, without user and password. */
    public String shownUrl() {
        return ShownUrl.withoutUser(url());
    }

    /**
     * Sends one GET request, and returns the answer.
     *
     * @param path the absolute path, with the query if there is one
     * @throws NoAnswerException if there is no answer within the limit
     */
    public Answer get(String path) throws NoAnswerException {
        return requests.get(path, limit);
    }

    /**
     * Sends one PATCH request, which merges the fields into the object, and returns the answer.
     *
     * @param path the absolute path of the object
     * @throws NoAnswerException if there is no answer within the limit; the object may have been changed
     */
    public Answer merge(String path, Tree fields) throws NoAnswerException {
        return requests.merge(path, fields, limit);
    }

    /** Calls the function with the Kubernetes client. The client has the same time limits as {@link #get}. */
    public <T> T read(Function<KubernetesClient, T> question) {
        return question.apply(client);
    }

    @Override
    public void close() {
        client.close();
    }
}
