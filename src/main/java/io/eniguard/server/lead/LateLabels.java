package io.eniguard.server.lead;

import io.eniguard.clock.WorldClock;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.kube.EventRequests;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.review.LabelCatchUp;
import io.eniguard.review.LabelCatchUp.LateLabel;
import io.eniguard.review.LabelCatchUp.NodeLabel;
import io.eniguard.tree.Tree;
import io.eniguard.world.InstanceFacts;
import io.eniguard.world.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Sets the label of nodes that missed it, and creates an Event on each of them. The watched cluster shows which nodes may need the label.
 * The decision is then made about the node as the API server has it, and the write fails if the node has changed since. Not safe for use by
 * several threads.
 */
final class LateLabels {

    /** The largest number of nodes in one round. Many nodes may need the label at once, and the API server must not be flooded. */
    static final int PER_ROUND = 10;

    /** The pause for a node after a write, or after a failure that may end soon. */
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** The pause for a node that the API server refuses to change. */
    static final Duration LONG_PAUSE = Duration.ofMinutes(1);

    /** The pause for all nodes after refusals for two nodes in a row, which probably concern all nodes. */
    static final Duration COMMON_PAUSE = Duration.ofSeconds(30);

    private static final int EVENTS_PER_MINUTE = 25;

    private static final int THROTTLED = 429;
    private static final int FIRST_REFUSAL = 400;
    private static final int LAST_REFUSAL = 499;

    private final LabelCatchUp catchUp = new LabelCatchUp();
    private final NodeStore nodes;
    private final Informer events;
    private final BooleanSupplier isLeader;
    private final Consumer<String> counter;
    private final LongSupplier nanoTime;
    private final RateLimit limit;
    private final Map<String, Settled> settled = new HashMap<>();
    private Optional<Long> pausedUntil = Optional.empty();
    private Optional<String> refusedLast = Optional.empty();
    private Optional<String> trouble = Optional.empty();

    /** The nodes at the API server. */
    interface NodeStore {

        /** Returns the node with its version; empty if it has been deleted. */
        Optional<Tree> read(String name) throws IOException;

        /** Sets the label if the node still has the version that was read. */
        void label(Tree node, NodeLabel label) throws IOException;
    }

    /** Creates an Event at the API server. */
    interface Informer {
        void inform(EventRequests.Information information, Instant now) throws IOException;
    }

    /**
     * A node that is left alone for a while.
     *
     * @param trouble the reason of a failure; empty if there was none
     */
    private record Settled(long untilNanos, Optional<String> trouble) {}

    /**
     * @param isLeader asked before each request
     * @param counter receives the outcome of each write: {@code written}, {@code conflict}, {@code forbidden} or {@code failed}
     */
    LateLabels(
            NodeStore nodes,
            Informer events,
            BooleanSupplier isLeader,
            Consumer<String> counter,
            LongSupplier nanoTime) {
        this.nodes = nodes;
        this.events = events;
        this.isLeader = isLeader;
        this.counter = counter;
        this.nanoTime = nanoTime;
        this.limit = new RateLimit(EVENTS_PER_MINUTE, nanoTime);
    }

    /**
     * Sets the labels that are missing in the world, but only a few in one round.
     *
     * @return the reason why a node could not be labelled in this or an earlier round; empty if there was no failure
     */
    Optional<String> round(World world) {
        settled.values().removeIf(last -> isOver(last.untilNanos()));
        if (pausedUntil.filter(end -> !isOver(end)).isPresent()) {
            return trouble;
        }
        pausedUntil = Optional.empty();
        trouble = Optional.empty();
        int tried = 0;
        for (ClusterNode node : world.cluster().nodes()) {
            if (catchUp.decide(node, world).label().isEmpty()) {
                continue;
            }
            Optional<Settled> last = Optional.ofNullable(settled.get(node.name()));
            if (last.isPresent()) {
                trouble = trouble.or(last.get()::trouble);
            } else if (tried == PER_ROUND || !isLeader.getAsBoolean()) {
                return trouble;
            } else {
                tried++;
                if (!label(node.name(), world)) {
                    return trouble;
                }
            }
        }
        return trouble;
    }

    private boolean isOver(long nanos) {
        return nanoTime.getAsLong() - nanos >= 0;
    }

    /** Returns whether other nodes can be labelled in this round. */
    private boolean label(String name, World world) {
        try {
            Optional<Tree> read = nodes.read(name);
            if (read.isPresent() && isLeader.getAsBoolean()) {
                label(read.get(), name, world);
            }
            // The watch reports the new version, or that the node has been deleted, soon.
            settle(name, PAUSE, Optional.empty());
            return true;
        } catch (IOException e) {
            return failed(name, e);
        }
    }

    private void label(Tree node, String name, World world) throws IOException {
        LateLabel decision = catchUp.decide(InstanceFacts.of(ClusterNode.from(node), world.vpc()), world);
        if (decision.label().isEmpty()) {
            return;
        }
        nodes.label(node, decision.label().get());
        refusedLast = Optional.empty();
        counter.accept("written");
        if (isLeader.getAsBoolean() && limit.take()) {
            announce(node, name, decision.label().get(), decision.reason());
        }
    }

    /** Creates the Event. A failure is no reason to stop, because the label is set and the metric counts it. */
    private void announce(Tree node, String name, NodeLabel label, String reason) {
        Map<String, String> regarding = Map.of(
                "apiVersion",
                "v1",
                "kind",
                ClusterNode.KIND,
                "name",
                name,
                "uid",
                node.text("metadata", "uid").orElse(""));
        String note = "eniguard set the label %s=%s, because %s".formatted(label.key(), label.eniConfig(), reason);
        try {
            events.inform(
                    new EventRequests.Information(regarding, "LabelNode", "EniConfigLabelSet", note), WorldClock.now());
        } catch (IOException e) {
            trouble = Optional.of("an Event about the node %s: %s".formatted(name, e.getMessage()));
        }
    }

    private boolean failed(String name, IOException failure) {
        if (failure instanceof RefusedRequestException refused && refused.isConflict()) {
            counter.accept("conflict");
            // The kubelet has just written the node, so the next round decides about the new version.
            return true;
        }
        boolean isForbidden = failure instanceof RefusedRequestException refused && refused.isForbidden();
        counter.accept(isForbidden ? "forbidden" : "failed");
        trouble = Optional.of("the label of the node %s: %s".formatted(name, failure.getMessage()));
        if (!isRefusal(failure)) {
            settle(name, PAUSE, trouble);
            return false;
        }
        settle(name, LONG_PAUSE, trouble);
        if (refusedLast.filter(other -> !other.equals(name)).isPresent()) {
            pausedUntil = Optional.of(nanoTime.getAsLong() + COMMON_PAUSE.toNanos());
            refusedLast = Optional.empty();
            return false;
        }
        refusedLast = Optional.of(name);
        return true;
    }

    /** Returns whether the API server would refuse the same request again, for example because a permission is missing. */
    private static boolean isRefusal(IOException failure) {
        return failure instanceof RefusedRequestException refused
                && refused.status() >= FIRST_REFUSAL
                && refused.status() <= LAST_REFUSAL
                && refused.status() != THROTTLED;
    }

    private void settle(String name, Duration pause, Optional<String> why) {
        settled.put(name, new Settled(nanoTime.getAsLong() + pause.toNanos(), why));
    }
}
