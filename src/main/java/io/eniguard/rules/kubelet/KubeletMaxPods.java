package io.eniguard.rules.kubelet;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.KubeletSettings;
import io.eniguard.maxpods.PodsExpressions;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.MaxPodsRule;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The rule {@code max-pods} on kubelet configurations, which are documents in a ConfigMap or objects of their own. */
public final class KubeletMaxPods implements Rule<KubeletConfigMap> {

    /** The maximum number of findings per object. Without a limit, each document in a ConfigMap could add a finding to the response. */
    private static final int MOST_FINDINGS = 20;

    private final PodsExpressions expressions;

    public KubeletMaxPods(PodsExpressions expressions) {
        this.expressions = expressions;
    }

    @Override
    public About about() {
        return MaxPodsRule.ABOUT;
    }

    @Override
    public List<Object> reads(KubeletConfigMap object, World world) {
        return List.of(
                object.instanceType(),
                object.broken(),
                object.settings().stream().map(KubeletSettings::limit).toList(),
                object.settings().stream().map(KubeletSettings::podsPerCore).toList(),
                object.settings().stream().map(KubeletSettings::expression).toList());
    }

    @Override
    public List<Finding> check(Change<KubeletConfigMap> change, World world) {
        KubeletConfigMap object = change.object();
        int unset = object.instanceType().isPresent() ? object.withoutNumber().size() : 0;
        boolean isTooMany = unset > KubeletConfigMap.MOST_FILLED_IN;
        SettingsCheck check = new SettingsCheck(object.instanceType(), world, new ReadExpressions(expressions)::read);
        List<Finding> findings = new ArrayList<>();
        if (isTooMany) {
            findings.add(tooMany(unset));
        }
        for (KubeletSettings settings : object.settings()) {
            if (!isTooMany || !settings.isWithoutNumber()) {
                findings.addAll(check.findings(settings));
            }
        }
        object.broken().forEach(broken -> findings.add(UnreadableValue.finding(broken)));
        return (findings.size() <= MOST_FINDINGS ? findings : shortened(findings))
                .stream()
                        .map(finding -> MaxPodsRule.named(object.id().inWords(), finding))
                        .toList();
    }

    private static Finding tooMany(int unset) {
        return new Unknown(
                "data",
                "unknown whether the nodes run too many pods",
                "%d configurations set no maxPods, and eniguard fills in at most %d"
                        .formatted(unset, KubeletConfigMap.MOST_FILLED_IN),
                "set maxPods, or split the ConfigMap",
                Missing.OTHER);
    }

    /**
     * Keeps the first findings and adds a finding with the number of omitted findings. Violations come first, because they can lead to a
     * denial.
     */
    private static List<Finding> shortened(List<Finding> findings) {
        List<Finding> ordered = new ArrayList<>(findings);
        ordered.sort(Comparator.comparing(finding -> finding instanceof Unknown));
        List<Finding> shown = new ArrayList<>(ordered.subList(0, MOST_FINDINGS));
        shown.add(new Unknown(
                "data",
                "unknown whether the object has other mistakes",
                "%d findings are not shown".formatted(findings.size() - MOST_FINDINGS),
                "correct the other findings first",
                Missing.OTHER));
        return shown;
    }
}
