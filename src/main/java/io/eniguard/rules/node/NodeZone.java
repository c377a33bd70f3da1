package io.eniguard.rules.node;

import static io.eniguard.rules.Action.DENY;
import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Zone;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Fitness;
import io.eniguard.rules.Given;
import io.eniguard.rules.Requester;
import io.eniguard.rules.Rule;
import io.eniguard.text.Quote;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/** Compares the node's zone with that of the subnet its pods would get addresses from. Neither ever changes. */
public final class NodeZone implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-zone", DENY)
            .insteadFor(Requester.Kind.KUBELET, WARN)
            .insteadFor(Requester.Kind.MACHINE, WARN)
            .says("The ENIConfig that a node resolves to has its subnet in the node's zone")
            .because("""
                    An interface can be made in a subnet of another zone, but not attached: aws-node makes one, fails, deletes
                    it and tries again. The node gets no pod addresses, EC2 calls are throttled, and interfaces may be left
                    behind.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    private static final String QUESTION = "the ENIConfig's subnet is in the node's zone";

    private static final String ZONE_LABEL = "topology.kubernetes.io/zone";

    private final Fitness fitness;

    /** @param fitness decides which ENIConfigs a fix may name */
    public NodeZone(Fitness fitness) {
        this.fitness = fitness;
    }

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public List<Object> reads(ClusterNode node, World world) {
        return List.of(Selection.decisive(node, world), node.zone());
    }

    @Override
    public List<Finding> check(Change<ClusterNode> change, World world) {
        return Selection.checkLeaving(
                change, world, QUESTION, selection -> selection.leavesUnchanged(change) ? List.of() : judge(selection));
    }

    /** An ENIConfig that is missing, or names no subnet that exists, is another rule's subject. */
    private List<Finding> judge(Selection selection) {
        Optional<EniConfig> eniConfig = selection.isOpen() ? Optional.empty() : selection.eniConfig();
        return eniConfig
                .flatMap(EniConfig::subnetId)
                .map(id -> Given.givenPresent(
                        selection.world().subnet(id),
                        selection.field(),
                        QUESTION,
                        AwsFacts.SUBNETS.wanted(selection.world()),
                        subnet -> compare(selection, subnet)))
                .orElse(List.of());
    }

    private List<Finding> compare(Selection selection, Subnet subnet) {
        return selection
                .world()
                .isSameZone(selection.zone(), subnet.zone())
                .map(same -> same ? List.<Finding>of() : List.of(elsewhere(selection, subnet)))
                .orElseGet(() -> List.of(incomparable(selection, subnet)));
    }

    private Finding elsewhere(Selection selection, Subnet subnet) {
        Zone nodes = selection.world().complete(selection.zone());
        Zone subnets = selection.world().complete(subnet.zone());
        // In a VPC that is shared between accounts, two zones can have one name; then the ids tell them apart.
        boolean oneName = nodes.toString().equals(subnets.toString());
        String contradiction = oneName
                ? "%s of %s, but the node is in %s (both are called %s)"
                        .formatted(
                                subnet.id(),
                                subnets.id().orElseThrow(),
                                nodes.id().orElseThrow(),
                                nodes)
                : "%s, but %s in %s"
                        .formatted(subnet, selection.isStatedOtherwise() ? "EC2 has the node" : "the node is", nodes);
        return new Violation(selection.field(), naming(selection) + " with " + contradiction, fix(selection, oneName));
    }

    private static String naming(Selection selection) {
        String name = Quote.of(selection.name(), 40);
        if (selection.valueToCome().isPresent()) {
            return "%s will name %s".formatted(selection.key(), name);
        }
        return selection.choice().isFallback()
                ? "without a label the node falls back to ENIConfig " + name
                : "%s names %s".formatted(selection.key(), name);
    }

    private String fix(Selection selection, boolean oneName) {
        if (selection.followsZone()) {
            return "name a subnet of %s in that ENIConfig".formatted(selection.zone());
        }
        ZoneEniConfigs here = ZoneEniConfigs.of(selection, fitness);
        return (oneName ? here.byZoneId() : here).setTo(selection.choice().isFallback() ? selection.key() : "it");
    }

    private static Finding incomparable(Selection selection, Subnet subnet) {
        boolean hasZone = selection.zone().isKnown();
        return new Unknown(
                selection.field(),
                "unknown whether %s is in the node's zone: %s"
                        .formatted(subnet, hasZone ? "that one is " + selection.zone() : "the node has none yet"),
                hasZone
                        ? AwsFacts.ZONES.wanted(selection.world())
                        : "wait for spec.providerID or %s to tell it".formatted(ZONE_LABEL),
                Missing.OTHER);
    }
}
