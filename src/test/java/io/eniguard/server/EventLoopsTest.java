package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.testing.Await;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

    private void await(Predicate<Duration> silence) throws IOException, InterruptedException {
        Await.value("the silence of the loops", loops::longestSilence, silence);
    }

    @Test
    void oneHangingLoopIsNoticedWhileTheOthersRun() throws Exception {
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
