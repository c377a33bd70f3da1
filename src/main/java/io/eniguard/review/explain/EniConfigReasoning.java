package io.eniguard.review.explain;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.review.EniConfigFitness;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.text.Count;
import io.eniguard.text.NameList;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Part;
import io.eniguard.world.World;
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
        return new Reasoning(
                EniConfig.KIND,
                reasoning.eniConfig.name(),
                reasoning.answer(),
                List.of(
                        new PodSubnet(reasoning.eniConfig, world).reason(),
                        reasoning.groups(),
                        reasoning.nodes(),
                        reasoning.fitness()),
                new Reviewer().review(ReviewRequest.existing(object), world).findings());
    }

    private String answer() {
        int served = bound().nodes().size();
        return "ENIConfig %s puts pods into %s. It serves %s."
                .formatted(
                        eniConfig.name(),
                        new PodSubnet(eniConfig, world).brief(),
                        served == 0 ? "no nodes" : Count.of(served, "node"));
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
                                ? "It names no security groups, so its pods get the groups of the node's primary interface."
                                : "Its pods get the security groups %s.".formatted(known))
                .with("securityGroups", ids)
                .from(ids.isEmpty() ? place() : Optional.of(world.provenance(Part.SECURITY_GROUPS)));
    }

    private Reason nodes() {
        List<String> names =
                bound().nodes().stream().map(ClusterNode::name).sorted().toList();
        boolean isOn = world.cni().map(cni -> cni.customNetworking()).orElse(true);
        return Reason.of(
                        "nodes",
                        !isOn
                                ? "No node uses it, because custom networking is off."
                                : names.isEmpty()
                                        ? "No node resolves to it."
                                        : "%s to it: %s."
                                                .formatted(
                                                        names.size() == 1
                                                                ? "1 node resolves"
                                                                : names.size() + " nodes resolve",
                                                        NameList.of(names, 300)))
                .with("nodes", names);
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

    private BoundNodes bound() {
        return world.nodesServedBy(eniConfig.name()).orElse(BoundNodes.NONE);
    }

    private Optional<String> place() {
        return places.of(EniConfig.KIND, eniConfig.name());
    }
}
