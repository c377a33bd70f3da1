package io.eniguard.rules.node;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.EniConfigChoice;
import io.eniguard.cluster.EniConfigChoice.Source;
import io.eniguard.net.Zone;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What aws-node makes of a node that custom networking governs, while it is on.
 *
 * @param choice by the labels and annotations that the node has now
 */
record Selection(ClusterNode node, EniConfigChoice choice, CniSettings cni, World world) {

    private static final String ZONE_ID_LABEL = "topology.k8s.aws/zone-id";

    /**
     * What there is to say of a node's selection. Nothing of a node that custom networking does not govern, and nothing while it is
     * off.
     *
     * @param question what cannot be told while the CNI's settings are unknown, going on from "unknown whether "
     */
    static List<Finding> check(
            Change<ClusterNode> change, World world, String question, Function<Selection, List<Finding>> judge) {
        return change.object().isGoverned() ? checkKeys(change, world, question, judge) : List.of();
    }

    /**
     * The same, but a node is judged by this request also when custom networking governed it until now. Rules that refuse need that: the
     * labels that take a node out of custom networking are its kubelet's to set, and would otherwise hide any other change beside them.
     */
    static List<Finding> checkLeaving(
            Change<ClusterNode> change, World world, String question, Function<Selection, List<Finding>> judge) {
        boolean wasGoverned = change.before().filter(ClusterNode::isGoverned).isPresent();
        return wasGoverned || change.object().isGoverned() ? checkKeys(change, world, question, judge) : List.of();
    }

    private static List<Finding> checkKeys(
            Change<ClusterNode> change, World world, String question, Function<Selection, List<Finding>> judge) {
        return Given.given(
                world.cni(),
                "metadata.labels",
                question,
                "give eniguard that DaemonSet (--cluster)",
                cni -> cni.customNetworking() ? judge.apply(of(change.object(), cni, world)) : List.of());
    }

    static Selection of(ClusterNode node, CniSettings cni, World world) {
        return new Selection(node, cni.resolve(node), cni, world);
    }

    /**
     * Returns everything that decides which ENIConfig a node gets: the key that counts with its value, and whether custom networking governs
     * the node. Other labels do not count, so that a wrong label does not freeze them.
     */
    static List<Object> decisive(ClusterNode node, World world) {
        return List.of(world.cluster().cni().map(cni -> cni.resolve(node)), node.isGoverned());
    }

    /** Returns whether the node leaves custom networking with the keys that it had. The keys no longer matter then. */
    boolean leavesUnchanged(Change<ClusterNode> change) {
        return !node.isGoverned()
                && change.before()
                        .filter(ClusterNode::isGoverned)
                        .filter(before -> cni.resolve(before).equals(choice))
                        .isPresent();
    }

    Zone zone() {
        return node.zone();
    }

    /** Whether the node says that it is in another zone than EC2 has it in. */
    boolean isStatedOtherwise() {
        return !world.isSameZone(node.statedZone(), zone()).orElse(true);
    }

    /**
     * The value that the label will have once the cloud controller has set it, where the key is a label for the zone and the node
     * does not have it yet.
     */
    Optional<String> valueToCome() {
        if (!choice.isFallback() || !labelIsZone()) {
            return Optional.empty();
        }
        Zone zone = world.complete(zone());
        return cni.labelKey().equals(ZONE_ID_LABEL) ? zone.id() : zone.name();
    }

    /** Whether the label will have a value that is not known: what serves the node cannot be told yet, and will be soon. */
    boolean isOpen() {
        return choice.isFallback() && labelIsZone() && valueToCome().isEmpty();
    }

    /** The ENIConfig's name that counts in the end. */
    String name() {
        return valueToCome().orElse(choice.name());
    }

    /** The ENIConfig that counts in the end, if there is one of the name. */
    Optional<EniConfig> eniConfig() {
        return world.cluster().eniConfig(name());
    }

    /** {@code label k8s.amazonaws.com/eniConfig}: what decides, as messages name it. */
    String key() {
        return choice.isFallback()
                ? Keys.label(cni.labelKey())
                : choice.source().word() + " " + Keys.cut(choice.key());
    }

    String field() {
        return field(choice);
    }

    /** Where the key stands that decides, or would. */
    static String field(EniConfigChoice choice) {
        return choice.source() == Source.ANNOTATION ? "metadata.annotations" : "metadata.labels";
    }

    /** The zone decides: the label says it, and is nobody's to choose. */
    boolean followsZone() {
        return (choice.isFallback() || choice.source() == Source.LABEL) && labelIsZone();
    }

    private boolean labelIsZone() {
        return cni.labelKeyIsZone() || cni.labelKey().equals(ZONE_ID_LABEL);
    }
}
