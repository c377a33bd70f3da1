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
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * A web server that imitates EC2, EKS and STS. Each operation gets a fixed answer, which is empty by default, and operations can stall. A
 * stalled request keeps its connection and gets no answer until this server is closed.
 */
public final class StandInAws implements AutoCloseable {

    private static final String NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
    private static final Pattern PAGE = Pattern.compile("(?:^|&)NextToken=(\\d+)");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "stand-in-aws");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, IntFunction<String>> answers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile BiPredicate<String, Integer> stalls = (operation, page) -> false;

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

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Returns settings that send calls to this server, with fixed credentials. */
    public AwsAccess access() {
        return access(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    /** Returns settings that send calls to this server, with the given credentials. */
    public AwsAccess access(AwsCredentialsProvider credentials) {
        return new AwsAccess(Optional.of(uri()), () -> credentials);
    }

    /**
     * Sets the answer to an operation.
     *
     * @param elements the XML inside the answer's root, or the whole JSON of {@code DescribeCluster}
     */
    public void answer(String operation, String elements) {
        answers.put(operation, page -> elements);
    }

    /**
     * Sets the answers to the pages of an operation.
     *
     * @param elements returns the XML inside the root of the page with the given number, which starts at 1; {@link #next} refers to another
     *     page
     */
    public void answerPages(String operation, IntFunction<String> elements) {
        answers.put(operation, elements);
    }

    /** Returns the element with which an answer refers to another page. */
    public static String next(int page) {
        return "<nextToken>%d</nextToken>".formatted(page);
    }

    public void stall(Predicate<String> operations) {
        stalls = (operation, page) -> operations.test(operation);
    }

    /**
     * Stalls the requests that match.
     *
     * @param requests gets the operation and the number of the page, which starts at 1
     */
    public void stallPages(BiPredicate<String, Integer> requests) {
        stalls = requests;
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
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
            Matcher action = ACTION.matcher(request);
            String operation = action.find() ? action.group(1) : "DescribeCluster";
            Matcher token = PAGE.matcher(request);
            int page = token.find() ? Integer.parseInt(token.group(1)) : 1;
            requests.add(operation);
            paths.add(exchange.getRequestURI().getPath());
            if (stalls.test(operation, page)) {
                closed.await();
                return;
            }
            String elements = answers.getOrDefault(operation, empty -> "").apply(page);
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
