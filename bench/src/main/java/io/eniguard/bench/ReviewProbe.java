package io.eniguard.bench;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** Sends one review over a new TLS connection. This client is as cheap as possible, because it measures start times. */
final class ReviewProbe implements Probe {
    private static final int TIMEOUT_MILLIS = 5_000;
    private final ServerAddress endpoint;
    private final byte[] request;
    private final SSLSocketFactory tls;

    ReviewProbe(ServerAddress endpoint, Review review) {
        this.endpoint = endpoint;
        var bytes = new Request(review, endpoint).http1();
        request = new byte[bytes.readableBytes()];
        bytes.readBytes(request);
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
            tls = context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without TLS", e);
        }
    }

    @Override
    public boolean isAnswered() {
        try (var plain = new Socket()) {
            plain.setSoTimeout(TIMEOUT_MILLIS);
            plain.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), endpoint.port()), TIMEOUT_MILLIS);
            try (Socket socket = tls.createSocket(plain, ServerAddress.HOST, endpoint.port(), true)) {
                socket.getOutputStream().write(request);
                byte[] start = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
                return new String(start, StandardCharsets.US_ASCII).equals("HTTP/1.1 200");
            }
        } catch (IOException e) {
            return false;
        }
    }
}
