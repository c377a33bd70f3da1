package io.eniguard.rules.karpenter;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.NodePool.Requirement;
import io.eniguard.maxpods.Hypervisor;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * Finds instance types by the labels that Karpenter gives to their nodes: karpenter-provider-aws, pkg/providers/instancetype/types.go. A
 * set of types is stored as a set of positions in the table.
 *
 * <p>The index groups the types by a label when a requirement first needs that label, so an index must not be used by several threads. Each
 * review creates its own index.
 */
final class InstanceTypeIndex {

    private static final String KARPENTER = "karpenter.k8s.aws/instance-";

    /** The labels whose values the table contains, each with a function that returns the value for a type. */
    private static final Map<String, Function<InstanceType, Optional<String>>> LABELS = Map.of(
            KubeletConfigMap.INSTANCE_TYPE,
            type -> Optional.of(type.name()),
            "kubernetes.io/arch",
            InstanceType::architecture,
            KARPENTER + "family",
            type -> Optional.of(type.family()),
            KARPENTER + "size",
            type -> Optional.of(type.size()),
            KARPENTER + "category",
            InstanceType::category,
            KARPENTER + "generation",
            type -> text(type.generation()),
            KARPENTER + "cpu",
            type -> text(type.vcpus()),
            KARPENTER + "memory",
            type -> text(type.memoryMib()),
            KARPENTER + "hypervisor",
            type -> Optional.of(hypervisor(type)),
            KARPENTER + "capability-flex",
            type -> Optional.of(String.valueOf(type.family().endsWith("-flex"))));

    // Karpenter replaces deprecated keys with their successors: karpenter, pkg/apis/v1/labels.go, NormalizedLabels.
    private static final Map<String, String> DEPRECATED = Map.of(
            "beta.kubernetes.io/instance-type",
            KubeletConfigMap.INSTANCE_TYPE,
            "beta.kubernetes.io/arch",
            "kubernetes.io/arch");

    private final List<InstanceType> types;
    private final Map<String, Map<String, BitSet>> byKey = new HashMap<>();

    InstanceTypeIndex(InstanceTypes table) {
        types = table.all();
    }

    List<InstanceType> types(BitSet positions) {
        return positions.stream().mapToObj(types::get).toList();
    }

    BitSet everything() {
        BitSet all = new BitSet(types.size());
        all.set(0, types.size());
        return all;
    }

    boolean knows(String key) {
        return LABELS.containsKey(DEPRECATED.getOrDefault(key, key));
    }

    /** Returns whether some type has the label with this value. */
    boolean hasAny(String key, String value) {
        return byValue(key).filter(byValue -> byValue.containsKey(value)).isPresent();
    }

    /** Returns the types that meet a requirement; empty if the requirement cannot be checked with the table. */
    Optional<BitSet> meeting(Requirement requirement) {
        return byValue(requirement.key()).flatMap(byValue -> meeting(byValue, requirement));
    }

    private Optional<BitSet> meeting(Map<String, BitSet> byValue, Requirement requirement) {
        return switch (requirement.operator()) {
            case "In" -> Optional.of(union(byValue, requirement.values()));
            case "NotIn" -> Optional.of(without(union(byValue, requirement.values())));
            case "Exists" -> Optional.of(union(byValue, List.copyOf(byValue.keySet())));
            case "DoesNotExist" -> Optional.of(without(union(byValue, List.copyOf(byValue.keySet()))));
            case "Gt" -> compared(byValue, requirement, bound -> value -> value > bound);
            case "Gte" -> compared(byValue, requirement, bound -> value -> value >= bound);
            case "Lt" -> compared(byValue, requirement, bound -> value -> value < bound);
            case "Lte" -> compared(byValue, requirement, bound -> value -> value <= bound);
            default -> Optional.empty();
        };
    }

    /** Returns the types grouped by their value of a label; empty if the table does not contain the values of the label. */
    private Optional<Map<String, BitSet>> byValue(String key) {
        String normal = DEPRECATED.getOrDefault(key, key);
        return Optional.ofNullable(LABELS.get(normal))
                .map(label -> byKey.computeIfAbsent(normal, absent -> byValue(label)));
    }

    private Map<String, BitSet> byValue(Function<InstanceType, Optional<String>> label) {
        Map<String, BitSet> byValue = new HashMap<>();
        for (int position = 0; position < types.size(); position++) {
            Optional<String> value = label.apply(types.get(position));
            if (value.isPresent()) {
                byValue.computeIfAbsent(value.get(), absent -> new BitSet()).set(position);
            }
        }
        return byValue;
    }

    private static Optional<String> text(OptionalInt number) {
        return number.isPresent() ? Optional.of(String.valueOf(number.getAsInt())) : Optional.empty();
    }

    /** Returns the value of the hypervisor label. Karpenter sets an empty value if EC2 reports no hypervisor. */
    private static String hypervisor(InstanceType type) {
        return type.hypervisor() == Hypervisor.NONE
                ? ""
                : type.hypervisor().name().toLowerCase(Locale.ROOT);
    }

    private static BitSet union(Map<String, BitSet> byValue, List<String> values) {
        BitSet union = new BitSet();
        values.forEach(value -> union.or(byValue.getOrDefault(value, new BitSet())));
        return union;
    }

    private BitSet without(BitSet some) {
        BitSet others = everything();
        others.andNot(some);
        return others;
    }

    private static Optional<BitSet> compared(
            Map<String, BitSet> byValue, Requirement requirement, Comparison comparison) {
        OptionalLong bound =
                requirement.values().size() == 1 ? number(requirement.values().get(0)) : OptionalLong.empty();
        if (bound.isEmpty()) {
            return Optional.empty();
        }
        LongPredicate holds = comparison.with(bound.getAsLong());
        List<String> values = byValue.keySet().stream()
                .filter(value -> number(value).stream().anyMatch(holds))
                .toList();
        return Optional.of(union(byValue, values));
    }

    private interface Comparison {
        LongPredicate with(long bound);
    }

    private static OptionalLong number(String text) {
        return text.matches("-?[0-9]{1,15}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
