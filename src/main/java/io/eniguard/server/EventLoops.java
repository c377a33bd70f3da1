package io.eniguard.server;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Watches every event loop. If a loop hangs, its connections are blocked, but the connections of the other loops work normally. */
@Singleton
class EventLoops {

    private static final long BEAT_SECONDS = 1;

    private final Vertx vertx;
    private final Map<EventExecutor, Long> lastBeatNanos = new ConcurrentHashMap<>();

    EventLoops(Vertx vertx) {
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        for (EventExecutor loop : ((VertxInternal) vertx).getEventLoopGroup()) {
            beat(loop);
            Future<?> unused =
                    loop.scheduleWithFixedDelay(() -> beat(loop), BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void beat(EventExecutor loop) {
        lastBeatNanos.put(loop, System.nanoTime());
    }

    int number() {
        return lastBeatNanos.size();
    }

    /** Returns the time since the last beat of the slowest loop. */
    Duration longestSilence() {
        long now = System.nanoTime();
        return Duration.ofNanos(lastBeatNanos.values().stream()
                .mapToLong(beat -> now - beat)
                .max()
                .orElse(0));
    }
}
