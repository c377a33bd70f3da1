package io.eniguard.server.facts;

import io.eniguard.cluster.EniConfig;
import io.eniguard.source.ec2.Found;
import io.eniguard.source.ec2.VpcReader;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Asks EC2 for single subnets and groups. All who ask for an id share one answer, ids that come while a call is under way go into the
 * next one together, and an answer counts for some seconds: a GitOps loop that applies a wrong id again and again costs a call now and
 * then.
 */
@Singleton
class IdLookUp {

    private static final Logger LOG = Logger.getLogger(IdLookUp.class);

    /** Longer than webhooks wait: an answer that comes late still helps the next try. */
    private static final Duration CALL = Duration.ofSeconds(4);

    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    /** What is asked beyond it is not known: nobody names so many. */
    private static final int MOST = 500;

    private static final String TOO_MANY = "too many others are being looked up";

    private final VpcRefresher refresher;
    private final Knowledge knowledge;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "ec2-look-up");
        thread.setDaemon(true);
        return thread;
    });

    /** Under way, or answered a moment ago. Guarded by this, like the next one. */
    private final Map<String, Asked> asked = new HashMap<>();

    private final Set<String> waiting = new HashSet<>();

    private record Asked(CompletableFuture<Optional<String>> answer, long nanos) {

        boolean isOver(long now) {
            return answer.isDone() && now - nanos > REMEMBERED.toNanos();
        }
    }

    IdLookUp(VpcRefresher refresher, Knowledge knowledge) {
        this.refresher = refresher;
        this.knowledge = knowledge;
    }

    /** Whether there is somebody to ask. */
    boolean isPossible() {
        return refresher.reader().isPresent();
    }

    /**
     * Completes when EC2 has told of the id, and what it told is known: with nothing, or with why it could not be told. Never
     * exceptionally.
     */
    synchronized CompletableFuture<Optional<String>> of(String id) {
        long now = System.nanoTime();
        asked.values().removeIf(earlier -> earlier.isOver(now));
        Asked already = asked.get(id);
        if (already != null) {
            return already.answer();
        } else if (asked.size() >= MOST) {
            return CompletableFuture.completedFuture(Optional.of(TOO_MANY));
        }
        Asked started = new Asked(new CompletableFuture<>(), now);
        asked.put(id, started);
        waiting.add(id);
        thread.execute(this::ask);
        return started.answer();
    }

    private synchronized Set<String> takeWaiting() {
        Set<String> ids = Set.copyOf(waiting);
        waiting.clear();
        return ids;
    }

    private void ask() {
        Set<String> ids = takeWaiting();
        Optional<VpcReader> reader = refresher.reader();
        if (ids.isEmpty() || reader.isEmpty()) {
            return;
        }
        Optional<String> failure;
        try {
            failure = find(reader.get(), ids);
        } catch (RuntimeException e) { // the edge of this thread
            LOG.errorf(e, "Looking up %s failed: a bug in eniguard", ids);
            failure = Optional.of("looking it up failed");
        }
        for (String id : ids) {
            answer(id, failure);
        }
    }

    private Optional<String> find(VpcReader reader, Set<String> ids) {
        Map<Boolean, Set<String>> kinds =
                ids.stream().collect(Collectors.partitioningBy(EniConfig::isSubnetId, Collectors.toSet()));
        Found found = reader.find(
                kinds.getOrDefault(true, Set.of()),
                kinds.getOrDefault(false, Set.of()),
                knowledge.world().vpc(),
                CALL);
        knowledge.learn(found);
        return found.failure();
    }

    private void answer(String id, Optional<String> failure) {
        Asked settled;
        synchronized (this) {
            settled = asked.get(id);
            if (settled != null) {
                // From now on it is remembered, for as long as from now.
                asked.put(id, new Asked(settled.answer(), System.nanoTime()));
            }
        }
        if (settled != null) {
            settled.answer().complete(failure);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        thread.shutdownNow();
    }
}
