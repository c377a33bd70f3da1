package io.eniguard.rules.karpenter;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.NodePool.Requirement;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The instance types that Karpenter may launch for a NodePool, as far as the table can tell.
 *
 * <p>Zone, capacity type, operating system and labels of the user's own say nothing of the type and are passed over; so a zone that
 * lacks some type does not count. Memory, GPUs, disks, bandwidth and the like do narrow the types, and the table lacks them: then
 * the types here are more than the pool allows.
 *
 * @param types in order of name; the pool allows them all, or some of them when {@code unanswered} is there
 * @param unanswered a key that narrows the types in a way that the table cannot tell
 * @param unlisted types and families that the pool names and the table lacks
 */
record AllowedTypes(NodePool pool, List<InstanceType> types, Optional<String> unanswered, List<String> unlisted) {

    private static final String DOMAIN = "karpenter.k8s.aws/";
    private static final Set<String> SAYING_NOTHING = Set.of(DOMAIN + "ec2nodeclass");
    private static final Set<String> NAMING = Set.of(KubeletConfigMap.INSTANCE_TYPE, DOMAIN + "instance-family");
    private static final String OS = "kubernetes.io/os";

    static AllowedTypes of(NodePool pool, InstanceTypes known) {
        InstanceTypeIndex index = InstanceTypeIndex.of(known);
        BitSet allowed = index.everything();
        Optional<String> unanswered = Optional.empty();
        for (Requirement requirement : requirements(pool)) {
            Optional<BitSet> meeting = index.meeting(requirement);
            meeting.ifPresent(allowed::and);
            if (meeting.isEmpty() && unanswered.isEmpty() && narrows(requirement.key(), index)) {
                unanswered = Optional.of(requirement.key());
            }
        }
        return new AllowedTypes(pool, index.types(allowed), unanswered, unlisted(pool, index));
    }

    /** Windows nodes get their addresses in another way. */
    static boolean isLinux(NodePool pool) {
        return requirements(pool).stream()
                .filter(requirement -> requirement.key().equals(OS))
                .allMatch(requirement -> switch (requirement.operator()) {
                    case "In" -> requirement.values().contains("linux");
                    case "NotIn" -> !requirement.values().contains("linux");
                    default -> true;
                });
    }

    /** A label that the pool's nodes get is a requirement with one value: karpenter, pkg/scheduling/requirements.go. */
    private static List<Requirement> requirements(NodePool pool) {
        List<Requirement> all = new ArrayList<>(pool.requirements());
        pool.labels().forEach((key, value) -> all.add(new Requirement(key, "In", List.of(value))));
        return all;
    }

    private static boolean narrows(String key, InstanceTypeIndex index) {
        return index.knows(key) || (key.startsWith(DOMAIN) && !SAYING_NOTHING.contains(key));
    }

    private static List<String> unlisted(NodePool pool, InstanceTypeIndex index) {
        return requirements(pool).stream()
                .filter(requirement -> NAMING.contains(requirement.key())
                        && requirement.operator().equals("In"))
                .flatMap(requirement ->
                        requirement.values().stream().filter(value -> !index.hasAny(requirement.key(), value)))
                .distinct()
                .sorted()
                .toList();
    }
}
