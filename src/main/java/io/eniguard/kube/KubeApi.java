package io.eniguard.kube;

import io.eniguard.input.UnreadableInputException;
import io.eniguard.json.StrictJson;
import io.eniguard.json.TreeReader;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Single requests to the API server of the kubeconfig, or of the cluster that the program runs in, for one who waits: each is made
 * once. May be asked by several threads.
 */
public final class KubeApi implements AutoCloseable {

    /** What the client makes up where no kubeconfig and no service account tells it. */
    private static final String NOWHERE = "https://kubernetes.default.svc";

    private static final int NOT_FOUND = 404;
    private static final int OK = 200;

    private final KubernetesClient client;
    private final Duration limit;

    private KubeApi(KubernetesClient client, Duration limit) {
        this.client = client;
        this.limit = limit;
    }

    /**
     * What the API server said.
     *
     * @param body empty where it is no JSON object
     * @param clockOffset how far the local clock was ahead of the API server's, which tells whole seconds, as the answer came in
     */
    public record Answer(int status, Tree body, Optional<Duration> clockOffset) {

        public boolean isOk() {
            return status == OK;
        }

        public boolean isAbsent() {
            return status == NOT_FOUND;
        }

        /** Why it brought nothing, for a person. */
        public String reason() {
            return body.nonEmptyText("message").orElse("the API server answers " + status);
        }
    }

    /**
     * @param limit for each request
     * @throws IOException when nothing tells where the API server is; the message is for a person
     */
    public static KubeApi open(Duration limit) throws IOException {
        Config config;
        try {
            config = KubeconfigFiles.load();
        } catch (UnreadableInputException e) {
            throw new IOException(e.getMessage(), e);
        }
        if (config.getMasterUrl().startsWith(NOWHERE)) {
            throw new IOException("there is no kubeconfig: neither in KUBECONFIG nor as ~/.kube/config");
        }
        int milliseconds = Math.toIntExact(limit.toMillis());
        try {
            return new KubeApi(
                    KubeconfigFiles.client(new ConfigBuilder(config)
                            .withRequestRetryBackoffLimit(0)
                            .withConnectionTimeout(milliseconds)
                            .withRequestTimeout(milliseconds)
                            .build()),
                    limit);
        } catch (UnreadableInputException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** {@code https://HOST:PORT}, without a slash behind it. */
    public String url() {
        String url = client.getConfiguration().getMasterUrl();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    /**
     * @param path absolute
     * @throws IOException when there is no answer in time; the message is for a person
     */
    public Answer get(String path) throws IOException {
        HttpClient http = client.getHttpClient();
        HttpRequest request = http.newHttpRequestBuilder()
                .uri(url() + path)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<String> answer =
                    http.sendAsync(request, String.class).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            Instant now = Instant.now();
            return new Answer(
                    answer.code(),
                    tree(answer.body()),
                    date(answer.header("Date")).map(date -> Duration.between(date, now)));
        } catch (TimeoutException e) {
            throw new IOException("no answer within %d s".formatted(limit.toSeconds()), e);
        } catch (ExecutionException e) {
            throw new IOException(lastWord(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * Reads something through the client of these requests, which has the same deadlines.
     *
     * @throws IOException when the API server cannot be reached or refuses; the message is for a person
     */
    public <T> T read(Function<KubernetesClient, T> question) throws IOException {
        try {
            return question.apply(client);
        } catch (KubernetesClientException e) {
            String refusal = e.getStatus() == null ? null : e.getStatus().getMessage();
            throw new IOException(refusal == null ? lastWord(e) : refusal, e);
        }
    }

    private static Tree tree(@Nullable String body) {
        if (body == null) {
            return Tree.EMPTY;
        }
        try (JsonParser parser = StrictJson.parser(body.getBytes(StandardCharsets.UTF_8))) {
            return parser.next() == JsonParser.Event.START_OBJECT ? TreeReader.readObject(parser) : Tree.EMPTY;
        } catch (JsonParsingException e) {
            return Tree.EMPTY;
        }
    }

    private static Optional<Instant> date(@Nullable String header) {
        try {
            return Optional.ofNullable(header)
                    .map(DateTimeFormatter.RFC_1123_DATE_TIME::parse)
                    .map(Instant::from);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The last word of the chain of causes, on one line: the client's own are about its inner life. */
    private static String lastWord(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String text = last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
        return ShownUrl.withoutUser(text.replaceAll("\\s+", " "));
    }

    @Override
    public void close() {
        client.close();
    }
}
