package io.eniguard.review;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.KubeletSettings;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.rules.Change;
import io.eniguard.rules.maxpods.PodLimits;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlInsertion;
import io.eniguard.world.World;
import java.util.Map;
import java.util.Optional;

/**
 * Sets the number of pods that AWS advises in kubelet configurations that name none, where the instance type and the CNI's settings
 * are known. Else the kubelet would take 110 of them, and nodeadm what all interfaces carry. The rest of a text stays as it is, and
 * a text in which that cannot be had is left alone: the rule {@code max-pods} then says what is missing.
 */
final class MaxPodsFilling implements Mutator<KubeletConfigMap> {

    @Override
    public Proposal propose(Change<KubeletConfigMap> change, Tree object, World world) {
        KubeletConfigMap configMap = change.object();
        Optional<Integer> number = number(configMap, world);
        if (number.isEmpty()) {
            return Proposal.NONE;
        }
        Patch patch = Patch.NONE;
        for (KubeletSettings settings : configMap.settings()) {
            if (settings.limit().isEmpty() && !settings.isComputed()) {
                patch = patch.and(filled(settings, patch.applyTo(object), number.get()));
            }
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

    private static Patch filled(KubeletSettings settings, Tree object, long number) {
        if (settings.key().isEmpty()) {
            return isFree(settings)
                    ? Patch.set(object, number, settings.form().path().toArray(String[]::new))
                    : Patch.NONE;
        }
        return object.text("data", settings.key())
                .flatMap(text -> YamlInsertion.insert(
                        text, settings.document(), settings.form().path(), number))
                .map(text -> Patch.set(object, text, "data", settings.key()))
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
