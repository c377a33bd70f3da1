package io.eniguard.review.explain;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.review.EniConfigFitness;
import io.eniguard.text.Count;
import io.eniguard.text.NameList;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Part;
import io.eniguard.world.Fact;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Explains where an ENIConfig puts pods, which nodes it serves, and whether it can serve new nodes. */
public final class EniConfigReasoning {

    private final EniConfig eniConfig;
    private final World world;
    private final ObjectPlaces places;

    private EniConfigReasoning(EniConfig eniConfig, World world, ObjectPlaces places) {
        this.eniConfig = eniConfig;
        this.world = world;
        this.places = places;
    }

    /**
     * Explains an ENIConfig.
     *
     * @param object the ENIConfig, which is also part of the world's cluster
     */
    public static Reasoning of(Tree object, World world, ObjectPlaces places) {
        EniConfigReasoning reasoning = new EniConfigReasoning(EniConfig.from(object), world, places);
        List<Reason> reasons = new ArrayList<>(List.of(
                new PodSubnet(reasoning.eniConfig, world).reason(),
                reasoning.groups(),
                reasoning.nodes(),
                reasoning.fitness()));
        reasons.addAll(new PolicyReasons(world, places).about(EniConfig.KIND, object));
        return new Reasoning(
                EniConfig.KIND,
                reasoning.eniConfig.name(),
                reasoning.answer(),
                reasons,
                PointFinding.of(object, world));
    }

    private String answer() {
        PodSubnet subnet = new PodSubnet(eniConfig, world);
        String pods = subnet.isMissing()
                ? "ENIConfig %s names %s, so pods get no addresses from it."
                        .formatted(
                                eniConfig.name(),
                                eniConfig
                                        .subnetId()
                                        .map("%s, which does not exist"::formatted)
                                        .orElse("no subnet"))
                : "ENIConfig %s puts pods into %s.".formatted(eniConfig.name(), subnet.brief());
        return pods + " " + served().fold(this::serves, missing -> "It is unknown which nodes it serves.");
    }

    private String serves(BoundNodes bound) {
        int number = bound.nodes().size();
        String noun = (mayHaveMoreNodes() ? "known " : "") + Count.noun(number, "node");
        return "It serves %s %s.".formatted(number == 0 ? "no" : number, noun);
    }

    private Reason groups() {
        List<String> ids = eniConfig.securityGroupIds();
        String known = ids.stream()
                .map(id -> world.securityGroup(id)
                        .fold(
                                found -> found.isPresent() ? id : id + " (does not exist)",
                                missing -> id + " (not known)"))
                .collect(Collectors.joining(", "));
        return Reason.of(
                        "groups",
                        ids.isEmpty()
                                ? "It names no security groups, so its pods get the groups of the node's primary"
                                        + " interface."
                                : "Its pods get the security groups %s.".formatted(known))
                .with("securityGroups", ids)
                .from(ids.isEmpty() ? place() : Optional.of(world.provenance(Part.SECURITY_GROUPS)));
    }

    private Reason nodes() {
        return served().fold(
                        bound -> nodes(bound.nodes().stream()
                                .map(ClusterNode::name)
                                .sorted()
                                .toList()),
                        missing -> Reason.of(
                                        "nodes",
                                        "It is unknown which nodes resolve to it: %s.".formatted(missing.reason()))
                                .with("nodes", null)
                                .from(places.of(CniSettings.KIND, CniSettings.NAME)));
    }

    private Reason nodes(List<String> names) {
        boolean isOff = world.cni().map(cni -> !cni.customNetworking()).orElse(false);
        if (isOff) {
            return Reason.of("nodes", "No node uses it, because custom networking is off.")
                    .with("nodes", names)
                    .from(places.of(CniSettings.KIND, CniSettings.NAME));
        }
        String known = mayHaveMoreNodes() ? "known " : "";
        String says = names.isEmpty()
                ? "No %snode resolves to it.".formatted(known)
                : "%d %s to it: %s."
                        .formatted(
                                names.size(),
                                known + (names.size() == 1 ? "node resolves" : "nodes resolve"),
                                NameList.of(names, 300));
        return Reason.of("nodes", says + (mayHaveMoreNodes() ? " The cluster may have further nodes." : ""))
                .with("nodes", names)
                .from(
                        names.isEmpty()
                                ? places.ofAll(ClusterNode.KIND)
                                : places.ofAll(ClusterNode.KIND, names::contains));
    }

    private boolean mayHaveMoreNodes() {
        return world.incomplete().contains(ReviewedKind.NODE);
    }

    private Reason fitness() {
        Optional<String> broken = EniConfigFitness.ofAllRules().brokenRule(eniConfig, world);
        String says = broken.map("eniguard gives it no new nodes, because it breaks the rule %s."::formatted)
                .orElseGet(() -> eniConfig.isDefault()
                        ? "eniguard never chooses it for new nodes, because nodes only fall back to \"default\"."
                        : eniConfig.canBeLabelValue()
                                ? "It is fit for new nodes of its zone."
                                : "eniguard never chooses it, because its name is too long for a label.");
        return Reason.of("fitness", says)
                .with("fit", broken.isEmpty())
                .with("brokenRule", broken)
                .from(place());
    }

    private Fact<BoundNodes> served() {
        return world.nodesServedBy(eniConfig.name());
    }

    private Optional<String> place() {
        return places.of(EniConfig.KIND, eniConfig.name());
    }
}
