package io.eniguard.rules.karpenter;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.NodeTemplate;
import io.eniguard.rules.shared.NodeTemplate.Entry;
import io.eniguard.rules.shared.NodeTemplateRule;
import io.eniguard.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The rule {@code node-template} on a NodePool. Karpenter gives the labels and annotations of the template to nodes, and sets a label to
 * one of the values that a requirement lists: karpenter, pkg/scheduling/requirements.go, Labels.
 */
public final class NodePoolTemplate implements Rule<NodePool> {

    @Override
    public About about() {
        return NodeTemplateRule.ABOUT;
    }

    /** Returns the kinds ENIConfig and EC2NodeClass. EC2NodeClasses are needed, because they restrict the zones of nodes. */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG, ReviewedKind.NODE_CLASS);
    }

    @Override
    public List<Object> reads(NodePool pool, World world) {
        return List.of(pool.labels(), pool.annotations(), pool.requirements(), pool.nodeClass());
    }

    @Override
    public List<Finding> check(Change<NodePool> change, World world) {
        NodePool pool = change.object();
        return LaunchZones.isGoverned(pool, world)
                ? NodeTemplateRule.check(template(pool, world), Optional.of(LaunchZones.of(pool, world)), world)
                : List.of();
    }

    /** The labels with which a node can select an ENIConfig. A NodePool can have thousands of requirements for other labels. */
    private static Set<String> selectingLabels(World world) {
        Set<String> labels = new HashSet<>(List.of(CniSettings.DEFAULT_KEY, CniSettings.EXTERNAL_LABEL));
        world.cluster().cni().map(CniSettings::labelKey).ifPresent(labels::add);
        return labels;
    }

    private static NodeTemplate template(NodePool pool, World world) {
        Set<String> selecting = selectingLabels(world);
        Stream<Entry> labels = pool.labels().entrySet().stream()
                .map(label -> Entry.label("spec.template.metadata.labels", label.getKey(), List.of(label.getValue())));
        Stream<Entry> annotations = pool.annotations().entrySet().stream()
                .map(annotation -> Entry.annotation("spec.template.metadata.annotations", annotation));
        Stream<Entry> requirements = pool.requirements().stream()
                .map(NodePool.Requirement::key)
                .distinct()
                .filter(selecting::contains)
                .filter(key ->
                        !pool.labels().containsKey(key) && (!pool.valuesOf(key).isEmpty() || pool.hasRandomValue(key)))
                .map(key -> Entry.required("spec.template.spec.requirements", key, pool.valuesOf(key)));
        return new NodeTemplate(
                NodePool.KIND,
                Stream.concat(Stream.concat(labels, annotations), requirements).toList());
    }
}
