package io.eniguard.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP server that answers each request with one fault: a wrong answer, half of an answer, or no answer. Each connection carries one
 * request.
 */
final class FaultyServer implements AutoCloseable {

    private static final String ERROR = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Response><Errors><Error><Code>%s</Code><Message>refused</Message></Error></Errors><RequestID>1</RequestID></Response>""";

    private static final String HTML = "<html><body><h1>Bad Gateway</h1></body></html>";

    /** The faults, each with the bytes that the server sends before it closes the connection. */
    enum Fault {
        /** The answer of EC2 to wrong keys. {@link FaultyServer#bytes(String)} returns the different answers of STS and EKS. */
        UNAUTHORIZED(answer(401, "text/xml", ERROR.formatted("AuthFailure"))),
        UNAUTHORIZED_WITHOUT_BODY(answer(401, "text/plain", "")),
        UNAUTHORIZED_WITH_CHALLENGE(answer(401, "text/html", HTML)
                .replace("\r\n\r\n", "\r\nWWW-Authenticate: Basic realm=\"proxy\"\r\n\r\n")),
        WRONG_SIGNATURE(answer(403, "text/xml", ERROR.formatted("SignatureDoesNotMatch"))),
        FORBIDDEN_BY_A_PROXY(answer(403, "text/html", HTML)),
        ERROR_WITHOUT_A_CODE(answer(400, "text/xml", "<Response><Errors><Error/></Errors></Response>")),
        BAD_GATEWAY(answer(502, "text/html", HTML)),
        EMPTY_ERROR(answer(500, "text/plain", "")),
        EMPTY_SUCCESS(answer(200, "text/plain", "")),
        PAGE(answer(200, "text/html", HTML)),
        HALF_XML(answer(200, "text/xml", "<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-1</")),
        HALF_JSON(answer(200, "application/json", "{\"gitVersion\": \"v1.35.0\", \"message\": [{")),
        OTHER_JSON(answer(200, "application/json", "{\"gitVersion\": [1], \"items\": {\"a\": 7}, \"webhooks\": 3}")),
        LIST(answer(200, "application/json", "[[[], null, 1e400]]")),
        REDIRECT("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/elsewhere\r\nContent-Length: 0\r\n\r\n"),
        REDIRECT_TO_NOWHERE("HTTP/1.1 301 Moved\r\nContent-Length: 0\r\n\r\n"),
        NO_HTTP("220 mail.example.com ESMTP\r\n"),
        BROKEN_BODY("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n\r\n<a>"),
        /** Closes the connection immediately. */
        CLOSED(""),
        RESET(""),
        HANG_BEFORE_HEADERS(""),
        HANG_AFTER_HEADERS("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 1000\r\n\r\n"),
        DRIP("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 100000\r\n\r\n" + " ".repeat(90_000));

        private final String bytes;

        Fault(String bytes) {
            this.bytes = bytes;
        }

        static String answer(int status, String type, String body) {
            return "HTTP/1.1 %d Fault\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
                    .formatted(status, type, body.length(), body);
        }
    }

    private static final String STS = """
            <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>\
            <Code>InvalidClientTokenId</Code><Message>refused</Message></Error></ErrorResponse>""";

    private final ServerSocket socket;
    private final Fault fault;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();

    FaultyServer(Fault fault) throws IOException {
        this.fault = fault;
        socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        thread(this::accept);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "faulty-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket next = socket.accept();
                accepted.add(next);
                thread(() -> serve(next));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try {
            if (fault == Fault.RESET) {
                // Closing with this option sends a reset.
                connection.setSoLinger(true, 0);
            } else {
                String request = read(new BufferedInputStream(connection.getInputStream()));
                answer(bytes(request), connection.getOutputStream());
            }
            if (!fault.name().startsWith("HANG")) {
                connection.close();
            }
        } catch (IOException e) {
            // The client has closed the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] bytes(String request) {
        String bytes = fault.bytes;
        if (fault == Fault.UNAUTHORIZED && request.contains("Action=GetCallerIdentity")) {
            bytes = Fault.answer(403, "text/xml", STS);
        } else if (fault == Fault.UNAUTHORIZED && request.startsWith("GET /clusters/")) {
            bytes = Fault.answer(403, "application/json", "{\"message\": \"refused\"}")
                    .replace("\r\n\r\n", "\r\nx-amzn-ErrorType: UnrecognizedClientException\r\n\r\n");
        }
        return bytes.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void answer(byte[] bytes, OutputStream out) throws IOException, InterruptedException {
        if (fault == Fault.DRIP) {
            for (byte one : bytes) {
                out.write(one);
                out.flush();
                // The pauses are the fault under test. No client may wait until the answer is complete.
                if (closed.await(50, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } else {
            out.write(bytes);
            out.flush();
        }
    }

    /** Reads a request and returns its first line and its body. */
    private static String read(InputStream in) throws IOException {
        String first = line(in);
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
        }
        return first + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
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

    @Override
    public void close() throws IOException {
        closed.countDown();
        socket.close();
        for (Socket one : accepted) {
            one.close();
        }
    }
}
