package io.eniguard.rules.node;

import static io.eniguard.policy.Action.DENY;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.Zone;
import io.eniguard.policy.Requester;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Fitness;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.text.Quote;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the zone of a node with the zone of the subnet of the node's ENIConfig. Neither zone ever changes. */
public final class NodeZone implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-zone", DENY)
            .insteadFor(Requester.Kind.KUBELET, WARN)
            .insteadFor(Requester.Kind.MACHINE, WARN)
            .says("The subnet of a node's ENIConfig is in the node's zone")
            .because("""
                    An interface can be created in a subnet of another zone, but it cannot be attached. aws-node creates an
                    interface, fails to attach it, deletes it and tries again. The node gets no pod addresses, EC2 throttles the
                    calls, and some interfaces may never be deleted.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    private static final String QUESTION = "the subnet of the ENIConfig is in the node's zone";

    private static final String ZONE_LABEL = "topology.kubernetes.io/zone";

    private final Fitness fitness;

    /** Creates a rule whose fixes name only ENIConfigs that are fit according to {@code fitness}. */
    public NodeZone(Fitness fitness) {
        this.fitness = fitness;
    }

    @Override
    public About about() {
        return ABOUT;
    }

    /**
     * Returns the kind ENIConfig, because eniguard assumes that an unlabelled node uses the ENIConfig {@code default} if eniguard knows no
     * other ENIConfig for the node.
     */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG);
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

    /** Compares the zones. Skips a missing ENIConfig and a missing subnet, because other rules report them. */
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
        Zone ofNode = selection.world().complete(selection.zone());
        Zone ofSubnet = selection.world().complete(subnet.zone());
        // In a VPC that is shared between accounts, two zones can have the same name but different ids.
        boolean isSameName = ofNode.toString().equals(ofSubnet.toString());
        String contradiction = isSameName
                ? "%s of %s, but the node is in %s (both are named %s)"
                        .formatted(
                                subnet.id(),
                                ofSubnet.id().orElseThrow(),
                                ofNode.id().orElseThrow(),
                                ofNode)
                : "%s, but %s in %s"
                        .formatted(
                                subnet, selection.isStatedOtherwise() ? "EC2 reports the node" : "the node is", ofNode);
        return new Violation(
                selection.field(), naming(selection) + " with " + contradiction, fix(selection, isSameName));
    }

    private static String naming(Selection selection) {
        String name = Quote.of(selection.name(), 40);
        if (selection.valueToCome().isPresent()) {
            return "%s will name %s".formatted(selection.key(), name);
        }
        return selection.choice().isFallback()
                ? "without a label, the node falls back to ENIConfig " + name
                : "%s names %s".formatted(selection.key(), name);
    }

    private String fix(Selection selection, boolean isSameName) {
        if (selection.followsZone()) {
            return "change this ENIConfig to a subnet in %s".formatted(selection.zone());
        }
        ZoneEniConfigs here = ZoneEniConfigs.of(selection, fitness);
        return (isSameName ? here.byZoneId() : here)
                .setTo(
                        selection.choice().isFallback()
                                ? selection.key()
                                : "the " + selection.choice().source().word());
    }

    private static Finding incomparable(Selection selection, Subnet subnet) {
        boolean hasZone = selection.zone().isKnown();
        return new Unknown(
                selection.field(),
                "unknown whether %s is in the node's zone".formatted(subnet),
                "the node " + (hasZone ? "is in " + selection.zone() : "has no zone yet"),
                hasZone
                        ? AwsFacts.ZONES.wanted(selection.world())
                        : "wait until spec.providerID or %s is set".formatted(ZONE_LABEL),
                Missing.OTHER);
    }
}
