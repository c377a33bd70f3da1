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
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which instance types have which labels, as Karpenter gives them: karpenter-provider-aws, pkg/providers/instancetype/types.go. A
 * set of types is a set of their places in the table, so that a requirement costs a few words of memory and not a walk over the table.
 * Immutable.
 */
final class InstanceTypeIndex {

    private static final String KARPENTER = "karpenter.k8s.aws/instance-";

    // Karpenter takes the deprecated spelling for the other one: karpenter, pkg/apis/v1/labels.go, NormalizedLabels.
    private static final Map<String, String> DEPRECATED = Map.of(
            "beta.kubernetes.io/instance-type",
            KubeletConfigMap.INSTANCE_TYPE,
            "beta.kubernetes.io/arch",
            "kubernetes.io/arch");

    private static volatile @Nullable Last last;

    private final List<InstanceType> types;
    private final Map<String, Map<String, BitSet>> byKey = new HashMap<>();

    private InstanceTypeIndex(InstanceTypes table) {
        types = table.all();
        for (int place = 0; place < types.size(); place++) {
            addLabels(types.get(place), place);
        }
    }

    /** Made anew only for another table than the last time: a table stays as long as what is known of the VPC. */
    @SuppressWarnings("ReferenceEquality")
    static InstanceTypeIndex of(InstanceTypes table) {
        Last known = last;
        if (known == null || known.table() != table) {
            // Two threads may both make one: they are alike.
            known = new Last(table, new InstanceTypeIndex(table));
            last = known;
        }
        return known.index();
    }

    private record Last(InstanceTypes table, InstanceTypeIndex index) {}

    List<InstanceType> types(BitSet places) {
        return places.stream().mapToObj(types::get).toList();
    }

    BitSet everything() {
        BitSet all = new BitSet(types.size());
        all.set(0, types.size());
        return all;
    }

    boolean knows(String key) {
        return byKey.containsKey(normal(key));
    }

    /** Whether some type has the label with that value. */
    boolean hasAny(String key, String value) {
        return byKey.getOrDefault(normal(key), Map.of()).containsKey(value);
    }

    /** The types that meet a requirement; empty when the table cannot answer it. */
    Optional<BitSet> meeting(Requirement requirement) {
        Map<String, BitSet> byValue = byKey.get(normal(requirement.key()));
        if (byValue == null) {
            return Optional.empty();
        }
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

    private void addLabels(InstanceType type, int place) {
        add(KubeletConfigMap.INSTANCE_TYPE, type.name(), place);
        type.architecture().ifPresent(architecture -> add("kubernetes.io/arch", architecture, place));
        add(KARPENTER + "family", type.family(), place);
        add(KARPENTER + "size", type.size(), place);
        type.category().ifPresent(category -> add(KARPENTER + "category", category, place));
        addNumber(KARPENTER + "generation", type.generation(), place);
        addNumber(KARPENTER + "cpu", type.vcpus(), place);
        add(KARPENTER + "hypervisor", hypervisor(type), place);
        add(KARPENTER + "capability-flex", String.valueOf(type.family().endsWith("-flex")), place);
    }

    private void addNumber(String key, OptionalInt number, int place) {
        number.ifPresent(value -> add(key, String.valueOf(value), place));
    }

    private void add(String key, String value, int place) {
        byKey.computeIfAbsent(key, absent -> new HashMap<>())
                .computeIfAbsent(value, absent -> new BitSet())
                .set(place);
    }

    /** Where EC2 names none the label is there, with an empty value. */
    private static String hypervisor(InstanceType type) {
        return type.hypervisor() == Hypervisor.NONE
                ? ""
                : type.hypervisor().name().toLowerCase(Locale.ROOT);
    }

    private static String normal(String key) {
        return DEPRECATED.getOrDefault(key, key);
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
