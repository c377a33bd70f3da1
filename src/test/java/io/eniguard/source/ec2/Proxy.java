package io.eniguard.source.ec2;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy in front of moto. It answers the one call that moto does not support, and adds prefixes to network interfaces, because moto
 * cannot store prefixes. It can simulate faults of AWS and of networks, and it records all requests. Each connection carries one request.
 */
public final class Proxy implements AutoCloseable {

    /** The answer to a call that moto does not support. It contains no VPC associations of security groups. */
    private static final String NO_ASSOCIATIONS = """
            <DescribeSecurityGroupVpcAssociationsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
              <requestId>stand-in</requestId><securityGroupVpcAssociationSet/>
            </DescribeSecurityGroupVpcAssociationsResponse>""";

    /** Matches the prefix at the end of an interface's description. The proxy reports it as a prefix of the interface. */
    private static final Pattern PREFIX_IN_DESCRIPTION =
            Pattern.compile("<description>[^<]* (\\d+\\.\\d+\\.\\d+\\.\\d+/28)</description>");

    private static final String WITH_PREFIX =
            "$0<ipv4PrefixSet><item><ipv4Prefix>$1</ipv4Prefix></item></ipv4PrefixSet>";

    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");

    /**
     * A request to AWS.
     *
     * @param action the action as IAM spells it, except that actions of STS also get the prefix of EC2
     * @param line the HTTP request line
     * @param body the bytes of the body as Latin 1
     */
    public record Request(String action, String line, Map<String, String> headers, String body) {}

    /**
     * An answer of AWS.
     *
     * @param body the bytes of the body as Latin 1
     */
    public record Answer(int status, String type, String body) {

        public static Answer xml(int status, String body) {
            return new Answer(status, "text/xml;charset=UTF-8", body);
        }

        /** An error in the format of EC2. */
        public static Answer error(int status, String code, String message) {
            return xml(status, """
                    <?xml version="1.0" encoding="UTF-8"?>
                    <Response><Errors><Error><Code>%s</Code><Message>%s</Message></Error></Errors>\
                    <RequestID>stand-in</RequestID></Response>""".formatted(code, message));
        }
    }

    /** Decides how a request is answered. */
    public interface Weather {
        Weather FAIR = (request, connection) -> connection.answer(connection.ask(request));

        /** Does not answer, like a firewall that drops packets. The fault lasts longer than any deadline in the tests. */
        Weather SILENCE =
                (request, connection) -> Thread.sleep(Duration.ofHours(1).toMillis());

        void befall(Request request, Connection connection) throws IOException, InterruptedException;
    }

    private final URI behind;
    private final ServerSocket socket;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> actions = new CopyOnWriteArrayList<>();
    private volatile Weather weather = Weather.FAIR;
    private volatile Clock clock = Clock.systemUTC();

    private Proxy(URI behind, ServerSocket socket) {
        this.behind = behind;
        this.socket = socket;
    }

    public static Proxy before(Moto moto) throws IOException {
        Proxy proxy = new Proxy(moto.endpoint(), new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
        proxy.thread(proxy::accept);
        return proxy;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    public void weather(Weather next) {
        weather = next;
    }

    /** Sets the clock for the dates of the answers. */
    public void clock(Clock next) {
        clock = next;
    }

    /** The actions of all requests so far, in order. */
    public List<String> actions() {
        return List.copyOf(actions);
    }

    private void thread(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                thread(() -> serve(accepted));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket accepted) {
        try (accepted) {
            Request request = read(new BufferedInputStream(accepted.getInputStream()));
            actions.add(request.action());
            weather.befall(request, new Connection(accepted));
        } catch (IOException e) {
            // The client has closed the connection, for instance because its deadline is over.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String[] parts = header.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        String body = new String(
                in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))),
                StandardCharsets.ISO_8859_1);
        Matcher named = ACTION.matcher(body);
        String action = named.find() ? "ec2:" + named.group(1) : "eks:DescribeCluster";
        return new Request(action, line, headers, body);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** The connection to the client. */
    public final class Connection {
        private final Socket accepted;

        private Connection(Socket accepted) {
            this.accepted = accepted;
        }

        /** The answer of moto, or of the proxy itself for an unsupported call. */
        public Answer ask(Request request) throws IOException, InterruptedException {
            if (request.action().equals("ec2:DescribeSecurityGroupVpcAssociations")) {
                return Answer.xml(200, NO_ASSOCIATIONS);
            }
            List<String> words = List.of(request.line().split(" ", 3));
            HttpRequest.Builder forwarded = HttpRequest.newBuilder(behind.resolve(words.get(1)))
                    .method(
                            words.get(0),
                            HttpRequest.BodyPublishers.ofString(request.body(), StandardCharsets.ISO_8859_1));
            for (String header : List.of("authorization", "content-type", "x-amz-date")) {
                Optional.ofNullable(request.headers().get(header)).ifPresent(value -> forwarded.header(header, value));
            }
            HttpResponse<String> answer =
                    client.send(forwarded.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("content-type").orElse("text/xml"),
                    request.action().equals("ec2:DescribeNetworkInterfaces")
                            ? PREFIX_IN_DESCRIPTION.matcher(answer.body()).replaceAll(WITH_PREFIX)
                            : answer.body());
        }

        public void answer(Answer answer) throws IOException {
            send(answer, answer.body().length());
        }

        /** Announces the whole length of the answer, but closes the connection half way. */
        public void answerHalf(Answer answer) throws IOException {
            send(answer, answer.body().length() / 2);
        }

        private void send(Answer answer, int bytes) throws IOException {
            OutputStream out = accepted.getOutputStream();
            String date =
                    DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
            out.write("HTTP/1.1 %d x\r\nDate: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                    .formatted(
                            answer.status(), date, answer.type(), answer.body().length())
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(answer.body().getBytes(StandardCharsets.ISO_8859_1), 0, bytes);
            out.flush();
        }

        /** Resets the connection, like a firewall or a failing machine. */
        public void reset() throws IOException {
            accepted.setSoLinger(true, 0);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
