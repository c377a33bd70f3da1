package io.eniguard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.KubeUser;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests which requests succeed while eniguard does not answer. */
@WithGuardedCluster
class OutageIT {

    private final GuardedCluster guarded;
    private final KubeUser admin;

    OutageIT(GuardedCluster guarded) {
        this.guarded = guarded;
        this.admin = guarded.admin();
    }

    @BeforeAll
    void createEniConfig() throws Exception {
        guarded.apply(GuardedCluster.eniConfig("us-west-2a", GuardedCluster.POD_SUBNET));
    }

    @Test
    void nodesRegisterAndEniConfigsAreRefusedWhileTheServerIsDown() throws Exception {
        guarded.server().stop();
        guarded.registered("cl-orphan");
        assertEquals("", guarded.labelOf("cl-orphan"));
        CommandOutput refused = guarded.dryRun(GuardedCluster.eniConfig("us-west-2c", GuardedCluster.POD_SUBNET));
        assertFalse(refused.succeeded());
        assertTrue(refused.err().contains("failed calling webhook \"eniconfigs.validate.eniguard.io\""), refused.err());
        guarded.restart();
        guarded.awaitThat(
                "ENIConfigs can be written",
                () -> guarded.dryRun(GuardedCluster.eniConfig("us-west-2c", GuardedCluster.POD_SUBNET))
                        .succeeded());
    }

    @Test
    void noNodeIsRefusedDuringARestart() throws Exception {
        AtomicInteger written = new AtomicInteger();
        AtomicBoolean restarted = new AtomicBoolean();
        List<CompletableFuture<Void>> writers =
                List.of(writer("a", written, restarted), writer("b", written, restarted));
        guarded.awaitThat("nodes are written", () -> written.get() > 0 || hasFailed(writers));
        int before = written.get();
        guarded.restart();
        guarded.awaitThat(
                "more nodes are written after the restart", () -> written.get() > before || hasFailed(writers));
        restarted.set(true);
        for (CompletableFuture<Void> writer : writers) {
            writer.get();
        }
    }

    private static boolean hasFailed(List<CompletableFuture<Void>> writers) {
        return writers.stream().anyMatch(CompletableFuture::isDone);
    }

    /** Registers nodes without a pause until {@code stop} is set. Fails when a node is refused. */
    private CompletableFuture<Void> writer(String name, AtomicInteger written, AtomicBoolean stop) {
        return CompletableFuture.runAsync(() -> {
            try (KubernetesClient client = admin.client()) {
                for (int number = 0; !stop.get(); number++) {
                    client.load(new ByteArrayInputStream(GuardedCluster.node("cl-load-" + name + number, "us-west-2a")
                                    .getBytes(UTF_8)))
                            .create();
                    written.incrementAndGet();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
