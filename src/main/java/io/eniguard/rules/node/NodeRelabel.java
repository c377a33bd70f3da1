package io.eniguard.rules.node;

import static io.eniguard.rules.Action.DENY;
import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfigChoice;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Operation;
import io.eniguard.rules.Requester;
import io.eniguard.rules.Rule;
import io.eniguard.text.Quote;
import io.eniguard.world.World;
import java.util.List;

/** Keeps nodes from moving themselves between pod subnets, and tells others what moving a running node does not do. */
public final class NodeRelabel implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-relabel", WARN)
            .insteadFor(Requester.Kind.KUBELET, DENY)
            .on(Operation.UPDATE, Operation.UPDATE_STATUS)
            .says("A node keeps the ENIConfig that its labels and annotations name")
            .because("""
                    Interfaces keep the subnet and the security groups they were made with, so a running node that is moved
                    has pods in both subnets until it is replaced. And a node's own credentials may change its labels: without
                    this rule, whoever holds them could choose the network and the security groups of the node's pods. The labels
                    that take a node out of custom networking, and back, are among these: kubernetes.io/os, kubernetes.io/arch and
                    eks.amazonaws.com/compute-type.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/issues/514");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public List<Object> reads(ClusterNode node, World world) {
        return List.of(node.labels(), node.annotations(), node.isGoverned());
    }

    @Override
    public List<Finding> check(Change<ClusterNode> change, World world) {
        return change.before()
                .filter(before -> !reads(before, world).equals(reads(change.object(), world)))
                .map(before -> Selection.checkLeaving(
                        change,
                        world,
                        "the node changes its ENIConfig",
                        selection -> judge(before, selection, change.requester())))
                .orElse(List.of());
    }

    private static List<Finding> judge(ClusterNode before, Selection now, Requester requester) {
        EniConfigChoice then = now.cni().resolve(before);
        if (!then.isFallback() && !then.name().equals(now.choice().name())) {
            return List.of(moved(then, now));
        }
        boolean hasKey = !then.isFallback() || !now.choice().isFallback();
        return hasKey && crosses(before, now.node(), requester) ? List.of(crossed(before, now)) : List.of();
    }

    /**
     * A node that leaves custom networking could change its keys unseen and come back, so that each of these steps is the move itself.
     * Controllers are believed: they give nodes of EKS Auto Mode their compute type after these have registered.
     */
    private static boolean crosses(ClusterNode before, ClusterNode now, Requester requester) {
        return before.isGoverned() != now.isGoverned() && requester.kind() != Requester.Kind.MACHINE;
    }

    private static Finding crossed(ClusterNode before, Selection now) {
        boolean leaves = before.isGoverned();
        String cause = (leaves ? now.node() : before).exclusion().orElseThrow();
        EniConfigChoice choice = now.choice().isFallback() ? now.cni().resolve(before) : now.choice();
        return new Violation(
                cause.startsWith("spec.") ? cause : "metadata.labels",
                "%s takes the node with ENIConfig %s %s custom networking"
                        .formatted(cause, Quote.of(choice.name(), 40), leaves ? "out of" : "into"),
                "leave %s as it is, or replace the node".formatted(cause));
    }

    private static Finding moved(EniConfigChoice then, Selection now) {
        return new Violation(
                now.choice().isFallback() ? Selection.field(then) : now.field(),
                "the node moves from ENIConfig %s to %s, but the interfaces it has stay in the old subnet"
                        .formatted(
                                Quote.of(then.name(), 40), Quote.of(now.choice().name(), 40)),
                way(then, now) + ", and replace the node to move its pods");
    }

    /** A key that beats the one that decided before is in the way, however that one is left. */
    private static String way(EniConfigChoice then, Selection now) {
        return now.choice().source().compareTo(then.source()) < 0
                ? "take away " + now.key()
                : "leave %s %s as it is".formatted(then.source().word(), Keys.cut(then.key()));
    }
}
