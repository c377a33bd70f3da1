package io.eniguard.rules.karpenter;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.cluster.AutoNodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.AutoModeRule;
import io.eniguard.rules.shared.PodSpace;
import io.eniguard.text.Count;
import io.eniguard.text.NameList;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The rule {@code auto-mode} on a NodeClass of EKS Auto Mode. The rule checks the zones and the CIDRs of the subnets that the NodeClass
 * selects for pods. The zones of the nodes are the zones of the subnets for nodes, without the zones that the NodePools of the NodeClass
 * exclude.
 */
public final class AutoModeNodeClass implements Rule<AutoNodeClass> {

    private static final String FIELD = "spec.podSubnetSelectorTerms";
    private static final int ROOM_FOR_ZONES = 50;

    @Override
    public About about() {
        return AutoModeRule.ABOUT;
    }

    /** Returns the kind NodePool, because NodePools restrict the zones of nodes. */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.NODE_POOL);
    }

    @Override
    public AutoNodeClass reads(AutoNodeClass object, World world) {
        return object;
    }

    @Override
    public List<Finding> check(Change<AutoNodeClass> change, World world) {
        AutoNodeClass nodeClass = change.object();
        if (nodeClass.podTerms().isEmpty()) {
            return List.of();
        }
        List<Subnet> ofPods = LaunchZones.selected(nodeClass.podTerms(), world);
        if (ofPods.isEmpty()) {
            return List.of(noSubnet(world));
        }
        List<Finding> findings = new ArrayList<>(zones(nodeClass, ofPods, world));
        findings.addAll(privateSpace(ofPods, world));
        return findings;
    }

    private static Finding noSubnet(World world) {
        boolean areKnown = world.vpc().isKnown(Part.SUBNETS);
        return new Unknown(
                FIELD,
                "unknown whether the subnets for pods are in the zones of the nodes",
                (areKnown ? "no known subnet is selected (%s)" : "no subnets are known (%s)")
                        .formatted(world.provenance(Part.SUBNETS)),
                areKnown ? "check the ids and tags" : AwsFacts.SUBNETS.wanted(world),
                Missing.OTHER,
                AUDIT);
    }

    private static List<Finding> zones(AutoNodeClass nodeClass, List<Subnet> ofPods, World world) {
        List<Zone> ofNodes = nodeZones(nodeClass, world);
        if (ofNodes.isEmpty()) {
            return List.of(new Unknown(
                    FIELD,
                    "unknown whether the subnets for pods are in the zones of the nodes",
                    "the zones of the nodes are not known",
                    AwsFacts.SUBNETS.wanted(world),
                    Missing.OTHER,
                    AUDIT));
        }
        List<Zone> forgotten = ofNodes.stream()
                .filter(zone -> ofPods.stream()
                        .noneMatch(
                                subnet -> world.isSameZone(subnet.zone(), zone).orElse(true)))
                .toList();
        return forgotten.isEmpty()
                ? List.of()
                : List.of(new Violation(
                        FIELD,
                        "no subnet for pods is selected in %s, so pods on nodes there get no addresses"
                                .formatted(NameList.of(
                                        forgotten.stream().map(Zone::toString).toList(), ROOM_FOR_ZONES)),
                        "in %s, select a subnet for pods or no subnet for nodes"
                                .formatted(forgotten.size() == 1 ? "this zone" : "each of these zones")));
    }

    private static List<Zone> nodeZones(AutoNodeClass nodeClass, World world) {
        List<Zone> selected = LaunchZones.selected(nodeClass.nodeTerms(), world).stream()
                .map(subnet -> world.complete(subnet.zone()))
                .filter(Zone::isKnown)
                .distinct()
                .toList();
        List<NodePool> pools = world.cluster().nodePools().stream()
                .filter(pool ->
                        pool.autoClass().filter(nodeClass.name()::equals).isPresent())
                .toList();
        return pools.isEmpty()
                ? selected
                : pools.stream()
                        .flatMap(pool -> LaunchZones.of(pool, selected, world).stream())
                        .distinct()
                        .toList();
    }

    private static List<Finding> privateSpace(List<Subnet> ofPods, World world) {
        List<Subnet> overlapping = ofPods.stream()
                .filter(subnet -> !blocks(subnet, world).isEmpty())
                .toList();
        if (overlapping.isEmpty()) {
            return List.of();
        }
        Subnet first = overlapping.get(0);
        int others = overlapping.size() - 1;
        String more = others == 0 ? "" : "; " + Count.of(others, "other selected subnet") + " too";
        return List.of(new Violation(
                FIELD,
                "%s for pods overlaps %s%s"
                        .formatted(first, PodSpace.inWords(blocks(first, world).subList(0, 1)), more),
                "select subnets "
                        + PodSpace.suggestedIn(world).stream()
                                .findFirst()
                                .map(block -> "inside " + block)
                                .orElse("outside the denied blocks")));
    }

    private static List<Ipv4Cidr> blocks(Subnet subnet, World world) {
        return subnet.cidr().map(cidr -> PodSpace.of(world).deniedIn(cidr)).orElse(List.of());
    }
}
