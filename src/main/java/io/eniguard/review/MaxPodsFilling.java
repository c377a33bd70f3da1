package io.eniguard.review;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.KubeletSettings;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.rules.Change;
import io.eniguard.rules.maxpods.PodLimits;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlInsertion;
import io.eniguard.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sets the number of pods that AWS advises in kubelet configurations that name none, where the instance type and the CNI's settings
 * are known. Else the kubelet would take 110 of them, and nodeadm what all interfaces carry. The rest of a text stays as it is, and
 * a text in which that cannot be had is left alone: the rule {@code max-pods} then says what is missing. So are all texts of a
 * ConfigMap with more than {@value KubeletConfigMap#MOST_FILLED_IN} such configurations.
 */
final class MaxPodsFilling implements Mutator<KubeletConfigMap> {

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
        Patch patch = Patch.NONE;
        for (KubeletSettings settings : missing) {
            if (settings.key().isEmpty()) {
                patch = patch.and(filled(settings, object, number.get()));
            } else {
                paths.computeIfAbsent(settings.key(), key -> new LinkedHashMap<>())
                        .put(settings.document(), settings.form().path());
            }
        }
        for (Map.Entry<String, Map<Integer, List<String>>> value : paths.entrySet()) {
            patch = patch.and(filled(value.getKey(), value.getValue(), object, number.get()));
        }
        return Proposal.of(patch);
    }

    private static Optional<Integer> number(KubeletConfigMap configMap, World world) {
        return configMap
                .instanceType()
                .flatMap(world.instanceTypes()::find)
                .flatMap(type -> world.cluster()
                        .cni()
                        .flatMap(settings -> new PodLimits(settings, world.parameters()).known(type)))
                .filter(capacity -> capacity.podAddresses() > 0)
                .map(PodCapacity::recommended);
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

    /** Nothing but mappings stands on the way to the number. */
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
