package io.eniguard.rules.cni;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.text.Quote;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds values that the CNI cannot read and therefore ignores. */
final class VariableValues {

    private static final int ROOM_FOR_A_VALUE = 40;

    /** A number as Go's strconv.Atoi reads it. */
    private static final String NUMBER = "[+-]?[0-9]{1,18}";

    private VariableValues() {}

    static Stream<Finding> check(CniSettings settings) {
        return Stream.of(
                        of(CniVariables.BOOLEANS, settings, VariableValues::switches),
                        of(CniVariables.NUMBERS, settings, VariableValues::numbers),
                        of(CniVariables.CIDR_LISTS, settings, VariableValues::cidrs))
                .flatMap(findings -> findings);
    }

    /** The name and the value of a variable. */
    private record Variable(String name, String value) {}

    /** Skips variables with an empty value, because the CNI uses its defaults for them. */
    private static Stream<Finding> of(
            List<String> names, CniSettings settings, Function<Variable, Stream<Finding>> check) {
        return names.stream()
                .map(name -> new Variable(name, settings.environment().value(name)))
                .filter(variable -> !variable.value().isEmpty())
                .flatMap(check);
    }

    private static Stream<Finding> switches(Variable variable) {
        return CniSettings.isBoolean(variable.value())
                ? Stream.empty()
                : Stream.of(new Violation(
                        CniField.of(variable.name()),
                        "%s is %s, which is not a valid boolean, so the CNI ignores it"
                                .formatted(variable.name(), Quote.of(variable.value(), ROOM_FOR_A_VALUE)),
                        "set the variable to true or false, in lower case and without spaces"));
    }

    private static Stream<Finding> numbers(Variable variable) {
        return variable.value().matches(NUMBER)
                ? Stream.empty()
                : Stream.of(new Violation(
                        CniField.of(variable.name()),
                        "%s is %s, which is not a whole number, so the CNI ignores it"
                                .formatted(variable.name(), Quote.of(variable.value(), ROOM_FOR_A_VALUE)),
                        "set the variable to a number, without spaces"));
    }

    /** Checks the parts between commas. The CNI ignores blanks around a part. */
    private static Stream<Finding> cidrs(Variable variable) {
        List<String> ignored = Stream.of(variable.value().split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty() && Ipv4Cidr.tryParse(part).isEmpty())
                .toList();
        return ignored.isEmpty()
                ? Stream.empty()
                : Stream.of(new Violation(
                        CniField.of(variable.name()),
                        "%s contains %s%s, which the CNI ignores, because %s"
                                .formatted(
                                        variable.name(),
                                        Quote.of(ignored.get(0), ROOM_FOR_A_VALUE),
                                        ignored.size() == 1 ? "" : " and %d more".formatted(ignored.size() - 1),
                                        ignored.size() == 1 ? "it is not an IPv4 CIDR" : "they are not IPv4 CIDRs"),
                        "write IPv4 CIDRs such as 10.0.0.0/8, separated by commas"));
    }
}
