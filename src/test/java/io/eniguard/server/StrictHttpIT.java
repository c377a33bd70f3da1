package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests HTTP requests that no API server sends. Each request gets an HTTP error with the reason in JSON. */
class StrictHttpIT {

    private static final int MAX_CONCURRENT_STREAMS = 3;

    private static final byte[] GOOD =
            Reviews.create(Reviews.eniConfig("us-west-2a", Reviews.SUBNET)).getBytes(StandardCharsets.UTF_8);

    private static ServerProcess server;
    private static RawHttps client;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        Path vpc = Files.writeString(folder.resolve("vpc.json"), "{}");
        Path cluster = Files.createDirectory(folder.resolve("cluster"));
        server = ServerProcess.start(folder, Map.of(), "--vpc", vpc.toString(), "--cluster", cluster.toString());
        client = new RawHttps(server);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//validate", "/validate/", "/x/../validate", "/%76alidate", "/VALIDATE", "/validate;x=1"})
    void anotherSpellingOfThePathIsAnotherPath(String path) throws Exception {
        RawHttps.assertRefused(404, "/validate", client.review(path, GOOD));
    }

    @Test
    void aQueryThatCannotBeDecodedIsRefused() throws Exception {
        RawHttps.assertRefused(400, "query", client.review("/validate?timeout=%zz", GOOD));
    }

    @Test
    void aBodyOfTerabytesIsTooLarge() throws Exception {
        RawHttps.assertRefused(
                413, "larger", client.exchange(RawHttps.head("Content-Length: 5000000000000\r\n"), new byte[0]));
    }

    @Test
    void aCompressedBodyIsRefused() throws Exception {
        String headers = "Content-Encoding: gzip\r\nContent-Length: " + GOOD.length + "\r\n";
        RawHttps.assertRefused(415, "Content-Encoding", client.exchange(RawHttps.head(headers), GOOD));
    }

    @Test
    void aRequestWithoutAHostIsRefused() throws Exception {
        String head = "POST /validate HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n";
        RawHttps.assertRefused(400, "Host", client.exchange(head, new byte[0]));
        assertTrue(!server.log().contains("ERROR"), server.log());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nonsense\r\n\r\n", "POST /validate HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"})
    void bytesThatAreNotHttpAreRefused(String head) throws Exception {
        RawHttps.assertRefused(400, "not an HTTP request", client.exchange(head, new byte[0]));
    }

    @Test
    void aLineOfTenThousandCharactersIsTooLong() throws Exception {
        RawHttps.assertRefused(
                414, "first line", client.exchange(RawHttps.head("/" + "x".repeat(10_000), ""), new byte[0]));
    }

    @Test
    void headersOfThirtyKilobytesAreTooLarge() throws Exception {
        RawHttps.assertRefused(
                431, "headers", client.exchange(RawHttps.head("X: " + "x".repeat(30_000) + "\r\n"), new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP_1_1", "HTTP_2"})
    void headIsRefusedWithoutABody(HttpClient.Version version) throws Exception {
        HttpClient http = HttpClient.newBuilder()
                .version(version)
                .sslContext(client.tls())
                .build();
        HttpRequest head = HttpRequest.newBuilder(URI.create(server.url() + "/validate"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(head, HttpResponse.BodyHandlers.ofString());
        assertEquals(405, answer.statusCode());
        assertEquals("", answer.body());
    }

    /** The first frame of the server must be SETTINGS: RFC 9113, sections 3.4 and 6.5. */
    @Test
    void aConnectionOfHttp2HasAHundredStreams() throws Exception {
        try (SSLSocket socket = client.connect()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2"});
            socket.setSSLParameters(parameters);
            OutputStream out = socket.getOutputStream();
            out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
            assertEquals(4, in.readUnsignedByte(), "the first frame must be SETTINGS");
            in.skipNBytes(5);
            ByteBuffer settings = ByteBuffer.wrap(in.readNBytes(length));
            int streams = -1;
            while (settings.hasRemaining()) {
                int name = settings.getShort();
                int value = settings.getInt();
                streams = name == MAX_CONCURRENT_STREAMS ? value : streams;
            }
            assertEquals(100, streams);
        }
    }
}
