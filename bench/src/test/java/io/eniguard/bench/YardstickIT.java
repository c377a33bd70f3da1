package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the Go webhook that the bench builds and runs. The tests are skipped if Go or its modules are not available. */
class YardstickIT {

    private final Path folder;

    YardstickIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @EnumSource
    void itAnswersEveryReviewOverBothProtocols(Yardstick.Decoding decoding) throws IOException {
        Yardstick yardstick = build();
        var corpus = new Corpus(7);
        var endpoint = new ServerAddress(freePort());
        SelfSignedCertificate certificate = SelfSignedCertificate.create();
        ChildServer.Program program = yardstick.program(
                endpoint,
                decoding,
                Path.of(certificate.certificatePath()),
                Path.of(certificate.privateKeyPath()),
                corpus.files().writeVpc(folder));
        Probe probe = Probe.review(endpoint, corpus.reviews(Workload.ENICONFIGS).get(0));
        try (var server = ChildServer.start(program, probe, Duration.ofSeconds(20))) {
            for (Protocol protocol : Protocol.values()) {
                try (var generator = LoadGenerator.connect(endpoint, protocol, 8)) {
                    for (Workload workload : Workload.values()) {
                        Measurement measurement =
                                generator.atFullLoad(corpus.reviews(workload), Duration.ofMillis(300));
                        assertEquals(0, measurement.failures().count(), measurement::toString);
                    }
                }
            }
            assertTrue(server.memory().now() > 1_024);
        } finally {
            certificate.delete();
        }
    }

    private static Yardstick build() {
        Path go = Yardstick.go().orElseGet(() -> abort("Go is not installed: there is no go on PATH"));
        try {
            return Yardstick.build(go, Checkout.current());
        } catch (IOException e) {
            return abort(e.toString());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
