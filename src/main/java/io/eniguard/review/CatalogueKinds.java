package io.eniguard.review;

import io.eniguard.cel.CelExpressions;
import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.policy.RuleKinds;
import io.eniguard.rules.SubnetFitness;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The kinds of objects that the rules of the catalogue look at. */
public final class CatalogueKinds {

    private CatalogueKinds() {}

    /** Returns the kinds of all rules. A kubelet configuration in a file counts as a ConfigMap. */
    public static RuleKinds ofRules() {
        Map<String, Set<String>> kinds = new TreeMap<>();
        for (ObjectKind<?> kind :
                ObjectKind.all((eniConfig, world) -> Optional.empty(), SubnetFitness.NONE, new CelExpressions())) {
            String name = isConfiguration(kind.name()) ? KubeletConfigMap.KIND : kind.name();
            kind.rules()
                    .forEach(rule -> kinds.computeIfAbsent(rule.about().id(), absent -> new TreeSet<>())
                            .add(name));
        }
        return new RuleKinds(kinds);
    }

    private static boolean isConfiguration(String kind) {
        return kind.equals(Form.KUBELET_CONFIGURATION.kind()) || kind.equals(Form.NODE_CONFIG.kind());
    }
}
