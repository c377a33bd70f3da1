package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventLoopsTest {

    private static final Duration SILENT = Duration.ofSeconds(3);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    private final EventLoops loops = new EventLoops(vertx);
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        end.countDown();
        vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    private void await(Predicate<Duration> silence) {
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!silence.test(loops.longestSilence()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(10_000_000);
        }
        assertTrue(silence.test(loops.longestSilence()), () -> "silent for " + loops.longestSilence());
    }

    @Test
    void oneHangingLoopIsNoticedWhileTheOthersRun() {
        loops.start(new StartupEvent());
        assertEquals(2, loops.number());
        EventExecutor one = ((VertxInternal) vertx).getEventLoopGroup().next();
        Future<?> hanging = one.submit(() -> {
            end.await();
            return null;
        });
        await(silence -> silence.compareTo(SILENT) > 0);
        end.countDown();
        await(silence -> silence.compareTo(SILENT) < 0 && hanging.isDone());
    }
}
