package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.kube.EventRequests;
import io.eniguard.kube.KubeApi;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.policy.Parameters;
import io.eniguard.review.LabelCatchUp.NodeLabel;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.World;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests nodes that change, requests that fail, and limits. */
class LateLabelsTest {

    private static final String WAITING = "cni plugin not initialized";

    private final Map<String, Tree> stored = new HashMap<>();
    private final Map<String, IOException> failing = new HashMap<>();
    private final List<String> read = new ArrayList<>();
    private final List<String> labelled = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private boolean isLeader = true;

    private final LateLabels labels = new LateLabels(
            new Store(), (information, now) -> inform(information), () -> isLeader, outcomes::add, nanos::get);

    private final class Store implements LateLabels.NodeStore {

        @Override
        public Optional<Tree> read(String name) {
            read.add(name);
            return Optional.ofNullable(stored.get(name));
        }

        @Override
        public void label(Tree node, NodeLabel label) throws IOException {
            String name = node.text("metadata", "name").orElseThrow();
            IOException failure = failing.get(name);
            if (failure != null) {
                throw failure;
            }
            labelled.add(name + "=" + label.eniConfig());
        }
    }

    private void inform(EventRequests.Information information) {
        events.add(information.regarding().get("name") + ": " + information.note());
    }

    private static Tree node(String name, String status) {
        return new Tree(Map.of(
                "metadata",
                Map.of("name", name, "uid", "uid-of-" + name),
                "spec",
                Map.of("providerID", "aws:///us-west-2a/i-0123456789abcdef0"),
                "status",
                Map.of("conditions", List.of(Map.of("type", "Ready", "status", status, "message", WAITING)))));
    }

    private static String name(int number) {
        return "node-%03d".formatted(number);
    }

    /** Returns a world in which these nodes wait for their network, and stores the nodes. */
    private World waiting(int number) {
        List<Tree> nodes =
                IntStream.range(0, number).mapToObj(i -> node(name(i), "False")).toList();
        nodes.forEach(node -> stored.put(node.text("metadata", "name").orElseThrow(), node));
        ClusterSnapshot cluster = ClusterSnapshot.builder()
                .cni(CniSettings.assumedDefaults())
                .eniConfigs(List.of(new EniConfig(
                        "us-west-2a", Map.of(), Optional.of(new Tree(Map.of("subnet", "subnet-0a1b2c3d4e5f60718"))))))
                .nodes(nodes.stream().map(ClusterNode::from).toList())
                .build();
        return new World(VpcSnapshot.nothing("EC2"), cluster, Parameters.DEFAULTS, Instant.EPOCH);
    }

    private static IOException refusal(int status) {
        return RefusedRequestException.of(new KubeApi.Answer(status, Tree.EMPTY, Optional.empty(), Optional.empty()));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void aWaitingNodeGetsTheLabelAndAnEvent() {
        assertEquals(Optional.empty(), labels.round(waiting(1)));
        assertEquals(List.of("node-000=us-west-2a"), labelled);
        assertEquals(
                List.of(
                        "node-000: eniguard set the label k8s.amazonaws.com/eniConfig=us-west-2a, because the node waits for its"
                                + " network and names no ENIConfig"),
                events);
        assertEquals(List.of("written"), outcomes);
    }

    @Test
    void aNodeThatHasBecomeReadyIsNotTouched() {
        World world = waiting(1);
        stored.put(name(0), node(name(0), "True"));
        assertEquals(Optional.empty(), labels.round(world));
        assertEquals(List.of(), labelled);
        assertEquals(List.of(), outcomes);
    }

    @Test
    void aDeletedNodeIsNoFailure() {
        World world = waiting(1);
        stored.clear();
        assertEquals(Optional.empty(), labels.round(world));
        assertEquals(List.of(), outcomes);
    }

    @Test
    void aNodeThatChangesDuringTheWriteIsReadAgainInTheNextRound() {
        World world = waiting(1);
        failing.put(name(0), refusal(409));
        assertEquals(Optional.empty(), labels.round(world));
        failing.clear();
        labels.round(world);
        assertEquals(List.of("conflict", "written"), outcomes);
    }

    @Test
    void aNodeIsNotReadAgainBeforeTheWatchCanReportTheLabel() {
        World world = waiting(1);
        labels.round(world);
        labels.round(world);
        assertEquals(1, read.size());
        pass(LateLabels.PAUSE);
        labels.round(world);
        assertEquals(2, read.size());
    }

    @Test
    void aRoundLabelsOnlyAFewOfManyNodes() {
        World world = waiting(35);
        labels.round(world);
        assertEquals(LateLabels.PER_ROUND, labelled.size());
        for (int round = 0; round < 3; round++) {
            labels.round(world);
        }
        assertEquals(35, labelled.size());
        assertEquals(25, events.size(), "Events in a minute");
    }

    @Test
    void nothingIsReadOrWrittenWithoutTheLease() {
        isLeader = false;
        labels.round(waiting(3));
        assertEquals(List.of(), read);
    }

    @Test
    void aRefusalOfOneNodeStopsNoOtherNode() {
        World world = waiting(3);
        failing.put(name(0), refusal(422));
        assertTrue(labels.round(world).orElse("").startsWith("the label of the node node-000: "));
        assertEquals(List.of("node-001=us-west-2a", "node-002=us-west-2a"), labelled);
        assertTrue(labels.round(world).isPresent(), "the reason stays while the node waits");
    }

    @Test
    void aMissingPermissionPausesAllNodes() {
        World world = waiting(5);
        stored.keySet().forEach(name -> failing.put(name, refusal(403)));
        assertTrue(labels.round(world).isPresent());
        assertEquals(List.of("forbidden", "forbidden"), outcomes);
        labels.round(world);
        assertEquals(2, read.size(), "no request during the pause");

        failing.clear();
        pass(LateLabels.COMMON_PAUSE);
        labels.round(world);
        assertEquals(3, labelled.size());
        pass(LateLabels.LONG_PAUSE);
        assertEquals(Optional.empty(), labels.round(world));
        assertTrue(labelled.containsAll(List.of("node-000=us-west-2a", "node-001=us-west-2a")), labelled::toString);
    }

    @Test
    void anApiServerThatDoesNotAnswerEndsTheRound() {
        World world = waiting(2);
        failing.put(name(0), new IOException("no answer within 4 s"));
        assertTrue(labels.round(world).orElse("").contains("no answer within 4 s"));
        assertEquals(1, read.size());
        failing.clear();
        pass(LateLabels.PAUSE);
        assertEquals(Optional.empty(), labels.round(world));
        assertEquals(2, labelled.size());
    }
}
