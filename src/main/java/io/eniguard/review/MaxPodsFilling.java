package io.eniguard.review;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.KubeletSettings;
import io.eniguard.cluster.ObjectId;
import io.eniguard.maxpods.PodsExpressions;
import io.eniguard.rules.Change;
import io.eniguard.rules.Rule;
import io.eniguard.rules.kubelet.KubeletMaxPods;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.text.NameList;
import io.eniguard.text.PlainText;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlInsertion;
import io.eniguard.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Adds the number of pods that AWS or a policy advises to kubelet configurations without a number, if the instance type and the CNI's settings are
 * known. Without a number, the kubelet would accept 110 pods, and nodeadm would calculate a number from all interfaces, although with
 * custom networking the primary one carries no pods.
 *
 * <p>The rest of a text in a ConfigMap stays unchanged. A YAML document to which the number cannot be added also stays unchanged, and the
 * rule {@code max-pods} reports its configuration. If a ConfigMap has more than {@value KubeletConfigMap#MOST_FILLED_IN} configurations
 * without a number, none of them gets a number, and the rule reports this.
 */
final class MaxPodsFilling implements Mutator<KubeletConfigMap> {

    // The number of characters for names in a line of 240 characters.
    private static final int ROOM_FOR_KEYS = 50;
    private static final int ROOM_FOR_AN_OBJECT = 76;

    private final Rule<KubeletConfigMap> rule;

    MaxPodsFilling(PodsExpressions expressions) {
        rule = new KubeletMaxPods(expressions);
    }

    @Override
    public Rule<KubeletConfigMap> rule() {
        return rule;
    }

    @Override
    public Proposal propose(Change<KubeletConfigMap> change, Tree object, World world) {
        KubeletConfigMap configMap = change.object();
        Optional<Integer> number = number(configMap, world);
        if (number.isEmpty()) {
            return Proposal.NONE;
        }
        List<KubeletSettings> missing = configMap.withoutNumber();
        if (missing.size() > KubeletConfigMap.MOST_FILLED_IN) {
            return Proposal.NONE;
        }
        Map<String, Map<Integer, List<String>>> paths = new LinkedHashMap<>();
        Map<String, Patch> patches = new LinkedHashMap<>();
        for (KubeletSettings settings : missing) {
            if (settings.key().isEmpty()) {
                patches.put(settings.field(), filled(settings, object, number.get()));
            } else {
                paths.computeIfAbsent(settings.key(), key -> new LinkedHashMap<>())
                        .put(settings.document(), settings.form().path());
            }
        }
        paths.forEach((key, places) -> patches.put(key, filled(key, places, object, number.get())));
        patches.values().removeIf(Patch::isEmpty);
        return patches.isEmpty()
                ? Proposal.NONE
                : new Proposal(
                        patches.values().stream().reduce(Patch.NONE, Patch::and),
                        List.of(),
                        List.of(notice(number.get(), patches.keySet(), ObjectId.of(object))));
    }

    /**
     * Creates the notice about the added number. The author of the object needs the notice, because tools that compare the cluster with Git
     * report the number as a difference.
     */
    private Notice notice(int number, Set<String> places, ObjectId object) {
        return new Notice(
                rule.about().id(),
                "eniguard wrote maxPods %d into %s of %s"
                        .formatted(
                                number,
                                NameList.of(places, ROOM_FOR_KEYS),
                                PlainText.cut(object.inWords(), ROOM_FOR_AN_OBJECT)),
                "set maxPods %d in the manifest too".formatted(number));
    }

    private static Optional<Integer> number(KubeletConfigMap configMap, World world) {
        return configMap
                .instanceType()
                .flatMap(world.instanceTypes()::find)
                .flatMap(type -> world.cluster()
                        .cni()
                        .map(settings -> new PodLimits(settings, world))
                        .filter(limits -> limits.known(type)
                                .filter(capacity -> capacity.podAddresses() > 0)
                                .isPresent())
                        .map(limits -> limits.advised(type)));
    }

    private static Patch filled(KubeletSettings bare, Tree object, long number) {
        return isFree(bare) ? Patch.set(object, number, bare.form().path().toArray(String[]::new)) : Patch.NONE;
    }

    private static Patch filled(String key, Map<Integer, List<String>> paths, Tree object, long number) {
        return object.text("data", key)
                .flatMap(text -> YamlInsertion.insert(text, paths, number))
                .map(text -> Patch.set(object, text, "data", key))
                .orElse(Patch.NONE);
    }

    /** Returns whether all existing fields on the path to the number are mappings. */
    private static boolean isFree(KubeletSettings settings) {
        Tree here = settings.content();
        for (String step : settings.form().path()) {
            if (here.keys().contains(step) && !(here.fields().get(step) instanceof Map<?, ?>)) {
                return false;
            }
            here = here.at(step);
        }
        return true;
    }
}
