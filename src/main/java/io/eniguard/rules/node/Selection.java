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
 * The ENIConfig that aws-node selects for a node under the CNI's settings.
 *
 * @param choice the choice according to the current labels and annotations of the node
 */
record Selection(ClusterNode node, EniConfigChoice choice, CniSettings cni, World world) {

    /**
     * Returns the findings about a node's selection. Returns no findings if custom networking is off or does not govern the node.
     *
     * @param question the question that is open while the CNI's settings are unknown, as a clause that follows "unknown whether "
     */
    static List<Finding> check(
            Change<ClusterNode> change, World world, String question, Function<Selection, List<Finding>> judge) {
        return change.object().isGoverned() ? checkKeys(change, world, question, judge) : List.of();
    }

    /**
     * Returns the same findings as {@link #check}, but also checks a node that this request takes out of custom networking. Rules that can
     * deny use this method. Otherwise a kubelet could take its node out of custom networking and make a forbidden change in the same
     * request.
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
                Given.AWS_NODE,
                cni -> cni.customNetworking() ? judge.apply(of(change.object(), cni, world)) : List.of());
    }

    static Selection of(ClusterNode node, CniSettings cni, World world) {
        return new Selection(node, cni.resolve(node), cni, world);
    }

    /**
     * Returns everything that decides which ENIConfig a node gets: the deciding key with its value, and whether custom networking governs
     * the node. Other labels are not part of the result, so users can still change other labels of a node whose deciding label is wrong.
     */
    static List<Object> decisive(ClusterNode node, World world) {
        return List.of(world.cluster().cni().map(cni -> cni.resolve(node)), node.isGoverned());
    }

    /**
     * Returns whether the change takes the node out of custom networking and keeps its choice of an ENIConfig. In this case the choice no
     * longer matters.
     */
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

    /** Returns whether the node object and EC2 state different zones. */
    boolean isStatedOtherwise() {
        return !world.isSameZone(node.statedZone(), zone()).orElse(true);
    }

    /**
     * Returns the value that the cloud controller will set for the label that the CNI's settings name. The result is empty unless this
     * label is a zone label, the node has no deciding key yet, and the zone of the node is known.
     */
    Optional<String> valueToCome() {
        if (!choice.isFallback() || !labelIsZone()) {
            return Optional.empty();
        }
        Zone zone = world.complete(zone());
        return cni.keys().isLabelZoneId() ? zone.id() : zone.name();
    }

    /** Returns whether the cloud controller will set the label to a value that is still unknown. */
    boolean isOpen() {
        return choice.isFallback() && labelIsZone() && valueToCome().isEmpty();
    }

    /** Returns the name of the ENIConfig that the node uses once the cloud controller has set the zone labels. */
    String name() {
        return valueToCome().orElse(choice.name());
    }

    /** Returns the ENIConfig that {@link #name} refers to; empty if it does not exist. */
    Optional<EniConfig> eniConfig() {
        return world.cluster().eniConfig(name());
    }

    /** Returns the deciding key for a message, such as {@code label k8s.amazonaws.com/eniConfig}. */
    String key() {
        return choice.isFallback()
                ? Keys.label(cni.labelKey())
                : choice.source().word() + " " + Keys.cut(choice.key());
    }

    String field() {
        return field(choice);
    }

    /** Returns the field for the deciding key, whether or not the node has the key. */
    static String field(EniConfigChoice choice) {
        return choice.source() == Source.ANNOTATION ? "metadata.annotations" : "metadata.labels";
    }

    /**
     * Returns whether the node's zone decides which ENIConfig the node uses. In this case the label is a zone label, and users do not
     * choose its value.
     */
    boolean followsZone() {
        return (choice.isFallback() || choice.source() == Source.LABEL) && labelIsZone();
    }

    private boolean labelIsZone() {
        return cni.keys().isLabelZone();
    }
}
