package io.eniguard.rules.node;

import static io.eniguard.policy.Action.DENY;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfigChoice;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Requester;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.text.Quote;
import io.eniguard.world.World;
import java.util.List;

/** Keeps kubelets from moving their nodes between pod subnets, and warns other users that a running node cannot be moved completely. */
public final class NodeRelabel implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-relabel", WARN)
            .insteadFor(Requester.Kind.KUBELET, DENY)
            .on(Operation.UPDATE, Operation.UPDATE_STATUS)
            .says("A node keeps the ENIConfig that its labels and annotations name")
            .because("""
                    An interface keeps its subnet and its security groups. If a running node changes its ENIConfig, it has pods in
                    both subnets until it is replaced. In addition, the credentials of a node permit changes to its labels. Without
                    this rule, an attacker with these credentials could choose the subnet and the security groups of the node's
                    pods. The rule also covers the labels that take a node out of custom networking and back: kubernetes.io/os,
                    kubernetes.io/arch and eks.amazonaws.com/compute-type.
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
     * Returns whether a kubelet or a person moves the node into or out of custom networking. Without this check, a kubelet could take its
     * node out of custom networking, change the labels unnoticed, and then bring the node back. Controllers are exempt, because they set
     * the compute type of EKS Auto Mode on nodes that are already registered.
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
                "keep %s unchanged, or replace the node".formatted(cause));
    }

    private static Finding moved(EniConfigChoice then, Selection now) {
        return new Violation(
                now.choice().isFallback() ? Selection.field(then) : now.field(),
                "the node moves from ENIConfig %s to %s, but its existing interfaces stay in the old subnet"
                        .formatted(
                                Quote.of(then.name(), 40), Quote.of(now.choice().name(), 40)),
                way(then, now) + ", and replace the node to move its pods");
    }

    /** Returns the fix. A new key that overrides the old key must be removed. In all other cases the old key must stay unchanged. */
    private static String way(EniConfigChoice then, Selection now) {
        return now.choice().source().compareTo(then.source()) < 0
                ? "remove " + now.key()
                : "keep %s %s unchanged".formatted(then.source().word(), Keys.cut(then.key()));
    }
}
