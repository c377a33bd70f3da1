package io.eniguard.rules.kubelet;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.NodeLabels;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.NodeTemplate;
import io.eniguard.rules.shared.NodeTemplate.Entry;
import io.eniguard.rules.shared.NodeTemplateRule;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rule {@code node-template} on kubelet configurations and on the scripts of a ConfigMap. The zones of the nodes are not known, so the
 * rule checks only whether the ENIConfig exists and whether the label has an effect.
 */
public final class KubeletTemplate implements Rule<KubeletConfigMap> {

    @Override
    public About about() {
        return NodeTemplateRule.ABOUT;
    }

    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG);
    }

    @Override
    public List<NodeLabels> reads(KubeletConfigMap object, World world) {
        return object.nodeLabels();
    }

    @Override
    public List<Finding> check(Change<KubeletConfigMap> change, World world) {
        return change.object().nodeLabels().stream()
                .flatMap(labels -> NodeTemplateRule.check(template(labels), Optional.empty(), world).stream())
                .toList();
    }

    private static NodeTemplate template(NodeLabels labels) {
        return new NodeTemplate(
                "node group",
                labels.values().entrySet().stream()
                        .map(label -> Entry.label(labels.field(), label.getKey(), label.getValue()))
                        .toList());
    }
}
