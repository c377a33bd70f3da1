package io.eniguard.rules.karpenter;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.NodePool.Requirement;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.world.Fact.Missing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The instance types that a NodePool allows Karpenter to launch, according to eniguard's table of instance types.
 *
 * <p>Requirements for zone, capacity type, operating system and custom labels do not restrict the types here, even though a zone may lack
 * some types. Requirements for memory, GPUs, disks and bandwidth do restrict the types, but the table lacks these properties. If a NodePool
 * has such a requirement, {@code types} can contain types that the NodePool does not allow.
 *
 * @param types the types in order of name; if {@code unanswered} is present, the NodePool may allow only some of them
 * @param unanswered the key of the first requirement that restricts the types but cannot be checked with the table; empty if there is none
 * @param unlisted the types and families that the NodePool names but the table lacks
 */
record AllowedTypes(NodePool pool, List<InstanceType> types, Optional<String> unanswered, List<String> unlisted) {

    private static final String DOMAIN = "karpenter.k8s.aws/";
    private static final Set<String> NOT_RESTRICTING = Set.of(DOMAIN + "ec2nodeclass");
    private static final Set<String> NAMING = Set.of(KubeletConfigMap.INSTANCE_TYPE, DOMAIN + "instance-family");
    private static final String OS = "kubernetes.io/os";
    private static final int ROOM_FOR_A_NAME = 16;
    private static final int ROOM_FOR_A_KEY = 60;

    static AllowedTypes of(NodePool pool, InstanceTypeIndex index) {
        BitSet allowed = index.everything();
        Optional<String> unanswered = Optional.empty();
        for (Requirement requirement : requirements(pool)) {
            Optional<BitSet> meeting = index.meeting(requirement);
            meeting.ifPresent(allowed::and);
            if (meeting.isEmpty() && unanswered.isEmpty() && restricts(requirement.key(), index)) {
                unanswered = Optional.of(requirement.key());
            }
        }
        return new AllowedTypes(pool, index.types(allowed), unanswered, unlisted(pool, index));
    }

    /** Returns the allowed types of the NodePools that allow Linux. */
    static List<AllowedTypes> ofLinux(List<NodePool> pools, InstanceTypes types) {
        InstanceTypeIndex index = new InstanceTypeIndex(types);
        return pools.stream()
                .filter(AllowedTypes::isLinux)
                .map(pool -> of(pool, index))
                .toList();
    }

    /** Returns the name of the NodePool for messages. */
    String owner() {
        return "NodePool " + PlainText.cut(pool.name(), ROOM_FOR_A_NAME);
    }

    /** Returns the key of a requirement, cut to fit in a message. */
    static String shown(String key) {
        return PlainText.cut(key, ROOM_FOR_A_KEY);
    }

    /** Returns the finding about a type or family that the NodePool names but eniguard does not know. */
    Finding unlisted(String field, String name) {
        return new Unknown(
                field,
                "unknown whether %s of %s can address its pods".formatted(Quote.of(name, ROOM_FOR_A_NAME), owner()),
                "eniguard does not know this type",
                "check the name",
                Missing.OTHER,
                AUDIT);
    }

    /** Returns whether the NodePool allows Linux. Windows nodes do not get their addresses from ENIConfigs. */
    static boolean isLinux(NodePool pool) {
        return requirements(pool).stream()
                .filter(requirement -> requirement.key().equals(OS))
                .allMatch(requirement -> switch (requirement.operator()) {
                    case "In" -> requirement.values().contains("linux");
                    case "NotIn" -> !requirement.values().contains("linux");
                    default -> true;
                });
    }

    /**
     * Returns the requirements, including the labels of the template. Karpenter treats a label as a requirement with one value: karpenter,
     * pkg/scheduling/requirements.go.
     */
    private static List<Requirement> requirements(NodePool pool) {
        List<Requirement> all = new ArrayList<>(pool.requirements());
        pool.labels().forEach((key, value) -> all.add(new Requirement(key, "In", List.of(value))));
        return all;
    }

    /** Returns whether the NodePool names types or families. Its author has then chosen each of the types. */
    boolean areNamed() {
        return requirements(pool).stream()
                .anyMatch(requirement -> NAMING.contains(requirement.key())
                        && requirement.operator().equals("In"));
    }

    private static boolean restricts(String key, InstanceTypeIndex index) {
        return index.knows(key) || (key.startsWith(DOMAIN) && !NOT_RESTRICTING.contains(key));
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
