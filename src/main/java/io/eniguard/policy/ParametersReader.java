package io.eniguard.policy;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.policy.Parameter.Zones;
import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the parameters that an entry of a policy sets for its rule. */
final class ParametersReader {

    /** The highest quota of security groups per network interface: VPC user guide, "Amazon VPC quotas". */
    static final int MOST_SECURITY_GROUPS = 16;

    /** The largest accepted number. No subnet has more addresses (VPC user guide, "Subnet sizing"), and no node runs more pods. */
    static final int LARGEST = 65_536;

    static final int MOST_ITEMS = 100;

    private static final Set<Parameter> POSITIVE =
            Set.of(Parameter.MAXIMUM, Parameter.SMALL_CEILING, Parameter.LARGE_CEILING);

    /** The form of names and ids of zones, such as {@code us-west-2-lax-1a} and {@code usw2-az4}. */
    private static final Pattern ZONE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");

    private ParametersReader() {}

    /** @param rule the id of a rule of the catalogue */
    static Map<Parameter, Object> read(PolicyField parameters, String rule) {
        Map<Parameter, Object> values = new EnumMap<>(Parameter.class);
        if (parameters.isAbsent()) {
            return values;
        }
        List<String> known = Parameter.ofRule(rule).map(Parameter::key).toList();
        if (!(parameters.value() instanceof Map<?, ?>)) {
            parameters.wrong("is not a mapping", "write a mapping of names to values");
            return values;
        }
        for (String key : Tree.of(parameters.value()).keys()) {
            PolicyField field = parameters.at(key);
            Optional<Parameter> parameter = Parameter.of(rule, key);
            if (parameter.isEmpty()) {
                field.fault("%s is not a parameter of %s".formatted(Quote.of(key), rule), fix(key, known));
            } else if (!field.isAbsent()) {
                value(field, parameter.get()).ifPresent(value -> values.put(parameter.get(), value));
            }
        }
        return values;
    }

    private static String fix(String key, List<String> known) {
        Optional<String> other = Stream.of(Parameter.values())
                .filter(parameter -> parameter.key().equals(key))
                .map(Parameter::rule)
                .findFirst();
        if (other.isPresent()) {
            return "set it for the rule " + other.get();
        }
        return known.isEmpty()
                ? "remove the field, since the rule has no parameters"
                : PolicyField.didYouMean(key, known);
    }

    private static Optional<Object> value(PolicyField field, Parameter parameter) {
        return switch (parameter.type()) {
            case CIDRS -> Optional.of(cidrs(field));
            case NUMBER -> number(field, parameter);
            case ZONES -> Optional.of(zones(field));
        };
    }

    private static CidrSet cidrs(PolicyField field) {
        List<Ipv4Cidr> blocks = new ArrayList<>();
        for (PolicyField item : field.items(MOST_ITEMS)) {
            item.required(Quote.LONGEST, "remove the item, or write a block such as 100.64.0.0/16")
                    .ifPresent(typed -> {
                        try {
                            Ipv4Cidr block = Ipv4Cidr.parse(typed);
                            if (!block.toString().equals(typed)) {
                                item.wrong("has host bits set", "write " + block);
                            }
                            blocks.add(block);
                        } catch (IllegalArgumentException e) {
                            item.fault(String.valueOf(e.getMessage()), "write a block such as 100.64.0.0/16");
                        }
                    });
        }
        return CidrSet.of(blocks);
    }

    private static Optional<Object> number(PolicyField field, Parameter parameter) {
        int lowest = lowest(parameter);
        int highest = highest(parameter);
        if (field.value() instanceof Long number && number >= lowest && number <= highest) {
            return Optional.of(number.intValue());
        }
        field.wrong("is not a whole number from %d to %d".formatted(lowest, highest), "set " + parameter.meaning());
        return Optional.empty();
    }

    /** Returns the smallest value. With a ceiling of 0, eniguard would recommend a number that kubelets cannot use. */
    static int lowest(Parameter parameter) {
        return POSITIVE.contains(parameter) ? 1 : 0;
    }

    static int highest(Parameter parameter) {
        return parameter == Parameter.MAXIMUM ? MOST_SECURITY_GROUPS : LARGEST;
    }

    private static Zones zones(PolicyField field) {
        List<String> zones = new ArrayList<>();
        for (PolicyField item : field.items(MOST_ITEMS)) {
            item.required(Quote.LONGEST, "remove the item, or write a zone such as us-west-2d")
                    .ifPresent(zone -> {
                        if (!ZONE.matcher(zone).matches()) {
                            item.wrong(
                                    "is not the name or id of a zone", "write a zone such as us-west-2d or usw2-az4");
                        }
                        zones.add(zone);
                    });
        }
        return new Zones(new HashSet<>(zones));
    }
}
