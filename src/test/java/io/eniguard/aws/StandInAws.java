package io.eniguard.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A web server in place of EC2 and EKS: each operation gets a fixed answer, an empty one by default, and operations can stall. A stalled
 * request keeps its connection, and gets no answer until this server is closed.
 */
public final class StandInAws implements AutoCloseable {

    private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "stand-in-aws");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Predicate<String> stalls = operation -> false;

    private StandInAws(HttpServer server) {
        this.server = server;
    }

    public static StandInAws start() throws IOException {
        StandInAws started =
                new StandInAws(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        started.server.setExecutor(started.threads);
        started.server.createContext("/", started::handle);
        started.server.start();
        return started;
    }

    /** The way for the program's clients to reach this server. */
    public AwsAccess access() {
        return new AwsAccess(
                Optional.of(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                () -> StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    /** @param elements the XML inside of the answer's root, or the whole JSON of {@code DescribeCluster} */
    public void answer(String operation, String elements) {
        answers.put(operation, elements);
    }

    public void stall(Predicate<String> operations) {
        stalls = operations;
    }

    /** The operations of all requests so far, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** The paths of all requests so far, in order. */
    public List<String> paths() {
        return List.copyOf(paths);
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            Matcher action =
                    ACTION.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            String operation = action.find() ? action.group(1) : "DescribeCluster";
            requests.add(operation);
            paths.add(exchange.getRequestURI().getPath());
            if (stalls.test(operation)) {
                closed.await();
                return;
            }
            String elements = answers.getOrDefault(operation, "");
            boolean isJson = operation.equals("DescribeCluster");
            byte[] body = (isJson
                            ? elements.isEmpty() ? "{\"message\": \"no such cluster\"}" : elements
                            : "<%1$sResponse xmlns=\"%2$s\">%3$s</%1$sResponse>"
                                    .formatted(operation, NAMESPACE, elements))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", isJson ? "application/json" : "text/xml");
            exchange.sendResponseHeaders(isJson && elements.isEmpty() ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
