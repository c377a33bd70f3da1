package io.eniguard.policy;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.policy.Policies.Scoped;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** Combines the parameters of all entries that select an object. */
final class CommonParameters {

    /**
     * The parameters that more than one rule follows, each with the combination of two values. A value that an entry leaves out is the one
     * of the command line.
     */
    private static final Map<Parameter, BinaryOperator<Object>> COMBINED = Map.of(
            Parameter.DENIED, CommonParameters::union,
            Parameter.PERMITTED, CommonParameters::union,
            Parameter.RECOMMENDED, CommonParameters::union,
            Parameter.HOST_NETWORK_PODS, CommonParameters::larger,
            Parameter.SMALL_CEILING, CommonParameters::smaller,
            Parameter.LARGE_CEILING, CommonParameters::smaller,
            Parameter.LARGE_FROM_VCPUS, CommonParameters::larger);

    private CommonParameters() {}

    static Parameters of(Parameters base, Policies policies, Subjects subjects) {
        Map<Parameter, Object> values = new EnumMap<>(Parameter.class);
        COMBINED.forEach((parameter, combination) -> {
            if (!policies.setAnywhere(parameter)) {
                return;
            }
            List<Scoped<RuleEntry>> entries = policies.entriesOf(parameter.rule(), subjects);
            if (entries.stream().anyMatch(entry -> entry.item().parameters().containsKey(parameter))) {
                entries.stream()
                        .flatMap(entry -> base.with(entry.item().parameters()).value(parameter).stream())
                        .reduce(combination)
                        .ifPresent(value -> values.put(parameter, value));
            }
        });
        return base.with(values);
    }

    private static Object union(Object one, Object other) {
        List<Ipv4Cidr> blocks = Stream.of((CidrSet) one, (CidrSet) other)
                .flatMap(set -> set.blocks().stream())
                .toList();
        return CidrSet.of(blocks);
    }

    private static Object larger(Object one, Object other) {
        return Math.max((Integer) one, (Integer) other);
    }

    private static Object smaller(Object one, Object other) {
        return Math.min((Integer) one, (Integer) other);
    }
}
