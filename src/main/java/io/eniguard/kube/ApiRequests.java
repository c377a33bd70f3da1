package io.eniguard.kube;

import io.eniguard.json.StrictJson;
import io.eniguard.json.TreeReader;
import io.eniguard.json.TreeWriter;
import io.eniguard.text.HttpDate;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends single requests to an API server. Each request has a deadline and is never repeated, so that no write can arrive after its caller
 * has given up and somebody else has written. Answers are parsed on the calling thread. Safe for use by several threads.
 */
public final class ApiRequests {

    private static final String JSON = "application/json";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private static final Duration CLIENT_MARGIN = Duration.ofSeconds(1);

    private final HttpClient http;
    private final String url;

    /** @param client the client whose connections and credentials are used; it stays open */
    public ApiRequests(KubernetesClient client) {
        RequestConfig once = client.getConfiguration().getRequestConfig();
        RequestConfig never = new RequestConfig(
                once.getWatchReconnectLimit(),
                once.getWatchReconnectInterval(),
                once.getRequestTimeout(),
                once.getScaleTimeout(),
                once.getLoggingInterval(),
                0,
                once.getRequestRetryBackoffInterval(),
                once.getUploadRequestTimeout());
        this.http = client.getHttpClient().newBuilder().tag(never).build();
        this.url = client.getConfiguration().getMasterUrl().replaceFirst("/$", "");
    }

    /**
     * Sends a GET request.
     *
     * @param path the absolute path, with the query if there is one
     * @throws NoAnswerException if there is no answer within the limit
     */
    public KubeApi.Answer get(String path, Duration limit) throws NoAnswerException {
        return send(request(path, limit), limit);
    }

    /**
     * Sends a POST request, which creates the object.
     *
     * @param path the absolute path of the collection
     * @throws NoAnswerException if there is no answer within the limit; the object may have been created
     */
    public KubeApi.Answer create(String path, Tree object, Duration limit) throws NoAnswerException {
        return send(request(path, limit).post(JSON, TreeWriter.compact(object.fields())), limit);
    }

    /**
     * Sends a PUT request, which replaces the object.
     *
     * @param path the absolute path of the object
     * @throws NoAnswerException if there is no answer within the limit; the object may have been replaced
     */
    public KubeApi.Answer replace(String path, Tree object, Duration limit) throws NoAnswerException {
        return send(request(path, limit).put(JSON, TreeWriter.compact(object.fields())), limit);
    }

    /**
     * Sends a PATCH request, which merges the fields into the object.
     *
     * @param path the absolute path of the object
     * @throws NoAnswerException if there is no answer within the limit; the object may have been changed
     */
    public KubeApi.Answer merge(String path, Tree fields, Duration limit) throws NoAnswerException {
        return send(request(path, limit).patch(MERGE_PATCH, TreeWriter.compact(fields.fields())), limit);
    }

    /**
     * Sends a DELETE request for the object as it was read.
     *
     * @param resourceVersion the version that was read; a newer version is not deleted
     * @throws NoAnswerException if there is no answer within the limit; the object may have been deleted
     */
    public KubeApi.Answer delete(String path, String resourceVersion, Duration limit) throws NoAnswerException {
        String options = TreeWriter.compact(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "DeleteOptions",
                "preconditions",
                Map.of("resourceVersion", resourceVersion)));
        return send(request(path, limit).delete(JSON, options), limit);
    }

    private HttpRequest.Builder request(String path, Duration limit) {
        return http.newHttpRequestBuilder()
                .uri(url + path)
                .header("Accept", JSON)
                // The limit itself is kept below, where it leads to a clear message. The client only must not stop
                // earlier.
                .timeout(limit.plus(CLIENT_MARGIN).toMillis(), TimeUnit.MILLISECONDS);
    }

    private KubeApi.Answer send(HttpRequest.Builder request, Duration limit) throws NoAnswerException {
        CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request.build(), String.class);
        try {
            HttpResponse<String> answer = sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            Instant now = Instant.now();
            return new KubeApi.Answer(
                    answer.code(),
                    tree(answer.body()),
                    Optional.ofNullable(answer.header("Date"))
                            .flatMap(HttpDate::parse)
                            .map(date -> Duration.between(date, now)),
                    retryAfter(answer.header("Retry-After")));
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw noAnswer(NoAnswerException.Kind.TIMEOUT, "no answer within %d s".formatted(limit.toSeconds()), e);
        } catch (ExecutionException e) {
            throw noAnswer(
                    ClientFailure.isTls(e) ? NoAnswerException.Kind.TLS : NoAnswerException.Kind.CONNECTION,
                    ClientFailure.reason(e),
                    e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw noAnswer(NoAnswerException.Kind.TIMEOUT, "interrupted", e);
        }
    }

    /** Reads the number of seconds in the header. API servers do not use the other form, a date. */
    private static Optional<Duration> retryAfter(@Nullable String header) {
        return Optional.ofNullable(header)
                .filter(text -> text.matches("[0-9]{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private NoAnswerException noAnswer(NoAnswerException.Kind kind, String reason, Throwable cause) {
        return new NoAnswerException(kind, ShownUrl.withoutUser(url) + ": " + reason, cause);
    }

    private static Tree tree(@Nullable String body) {
        if (body == null) {
            return Tree.EMPTY;
        }
        try (JsonParser parser = StrictJson.parser(body.getBytes(StandardCharsets.UTF_8))) {
            return parser.next() == JsonParser.Event.START_OBJECT ? TreeReader.readObject(parser) : Tree.EMPTY;
        } catch (JsonException | NoSuchElementException e) {
            // For example, the body is incomplete or an error page of a proxy.
            return Tree.EMPTY;
        }
    }
}
