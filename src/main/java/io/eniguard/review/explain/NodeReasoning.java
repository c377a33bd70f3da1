package io.eniguard.review.explain;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.review.EniConfigFitness;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Part;
import io.eniguard.world.Fact;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Explains why a node uses its ENIConfig, or none. */
public final class NodeReasoning {

    private final Tree object;
    private final ClusterNode node;
    private final World world;
    private final ObjectPlaces places;
    private final List<Reason> reasons = new ArrayList<>();

    private NodeReasoning(Tree object, ClusterNode node, World world, ObjectPlaces places) {
        this.object = object;
        this.node = node;
        this.world = world;
        this.places = places;
    }

    /**
     * Explains a node.
     *
     * @param object the node, which is also part of the world's cluster
     */
    public static Reasoning of(Tree object, World world, ObjectPlaces places) {
        ClusterNode read = ClusterNode.from(object);
        ClusterNode node = world.cluster().node(read.name()).orElse(read);
        return new NodeReasoning(object, node, world, places).explain();
    }

    private Reasoning explain() {
        String answer = world.cni().fold(this::under, this::unknown);
        reasons.addAll(new PolicyReasons(world, places).about(ClusterNode.KIND, object));
        return new Reasoning(ClusterNode.KIND, node.name(), answer, reasons, PointFinding.of(object, world));
    }

    private String unknown(Fact.Unknown<CniSettings> missing) {
        reasons.add(Reason.of("cni", "It is unknown whether custom networking is on: %s.".formatted(missing.reason()))
                .with("customNetworking", null)
                .from(places.of(CniSettings.KIND, CniSettings.NAME)));
        return "It is unknown which ENIConfig node %s uses, because the settings of aws-node are unknown."
                .formatted(node.name());
    }

    private String under(CniSettings cni) {
        reasons.add(settings(cni));
        if (!cni.customNetworking()) {
            return "Node %s uses no ENIConfig, because custom networking is off. Its pods get addresses from the node's own subnet."
                    .formatted(node.name());
        } else if (!cni.governs(node)) {
            String why = node.exclusion()
                    .map(field -> field.startsWith("label ") ? "the " + field : field)
                    .orElse("the node selector of aws-node");
            reasons.add(
                    Reason.of("governed", "Custom networking does not govern this node, because of %s.".formatted(why))
                            .with("governed", false)
                            .with("because", why)
                            .from(place()));
            return "Node %s uses no ENIConfig, because custom networking does not govern it (%s)."
                    .formatted(node.name(), why);
        }
        return selected(cni);
    }

    private Reason settings(CniSettings cni) {
        Reason reason = Reason.of(
                        "cni",
                        cni.customNetworking() ? "Custom networking is on. " + keys(cni) : "Custom networking is off.")
                .with("customNetworking", cni.customNetworking())
                .with("labelKey", cni.labelKey())
                .with("annotationKey", cni.annotationKey())
                .with("assumed", cni.assumed());
        return cni.assumed()
                ? reason.from("assumed, since no DaemonSet aws-node is known")
                : reason.from(places.of(CniSettings.KIND, CniSettings.NAME));
    }

    private static String keys(CniSettings cni) {
        return cni.labelKey().equals(cni.annotationKey())
                ? "A label or an annotation with the key %s names the ENIConfig of a node.".formatted(cni.labelKey())
                : "The label %s or the annotation %s names the ENIConfig of a node."
                        .formatted(cni.labelKey(), cni.annotationKey());
    }

    private String selected(CniSettings cni) {
        NodeSelection selection = new NodeSelection(node, cni);
        String name = selection.choice().name();
        Optional<EniConfig> used = world.cluster().eniConfig(name);
        reasons.add(selection.reason().from(place()));
        reasons.add(zone());
        used.ifPresent(eniConfig -> reasons.add(new PodSubnet(eniConfig, world).reason()));
        if (used.isEmpty() && !name.isEmpty()) {
            reasons.add(absent(name));
        }
        reasons.addAll(new CandidateReasons(node, cni, EniConfigFitness.ofAllRules(), world).reasons());
        if (used.isPresent()) {
            return "Node %s uses ENIConfig %s, because %s.".formatted(node.name(), name, selection.because());
        }
        if (name.isEmpty()) {
            return "Node %s uses no ENIConfig, because the value that decides is empty.".formatted(node.name());
        }
        return mayHaveMoreEniConfigs()
                ? "Node %s resolves to ENIConfig %s. It is unknown whether this ENIConfig exists."
                        .formatted(node.name(), name)
                : "Node %s resolves to ENIConfig %s, which does not exist, so its pods get no addresses."
                        .formatted(node.name(), name);
    }

    private Reason absent(String name) {
        return Reason.of(
                        "eniconfig",
                        mayHaveMoreEniConfigs()
                                ? "ENIConfig %s is not among the known ones, but the cluster may have further ENIConfigs."
                                        .formatted(name)
                                : "The cluster has no ENIConfig %s.".formatted(name))
                .with("eniConfig", name)
                .with("exists", mayHaveMoreEniConfigs() ? null : false)
                .from(places.ofAll(EniConfig.KIND));
    }

    private boolean mayHaveMoreEniConfigs() {
        return world.incomplete().contains(ReviewedKind.ENI_CONFIG);
    }

    private Reason zone() {
        Optional<String> zone = Optional.of(world.complete(node.zone()))
                .filter(known -> known.isKnown())
                .map(Object::toString);
        return Reason.of("zone", zone.map("The node is in %s."::formatted).orElse("The zone of the node is unknown."))
                .with("zone", zone)
                .from(node.instance().isPresent() ? Optional.of(world.provenance(Part.INSTANCES)) : place());
    }

    private Optional<String> place() {
        return places.of(ClusterNode.KIND, node.name());
    }
}
