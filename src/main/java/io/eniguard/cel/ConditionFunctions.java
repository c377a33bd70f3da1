package io.eniguard.cel;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.values.CelByteString;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All functions that conditions can call.
 *
 * @param declarations the functions that the type checker does not know by itself
 * @param overloads the implementations by the names of the overloads
 */
record ConditionFunctions(List<CelFunctionDecl> declarations, Map<String, Overload> overloads) {

    private static final List<String> STANDARD = List.of(
            "all",
            "bool",
            "bytes",
            "contains",
            "double",
            "duration",
            "dyn",
            "endsWith",
            "exists",
            "exists_one",
            "filter",
            "getDate",
            "getDayOfMonth",
            "getDayOfWeek",
            "getDayOfYear",
            "getFullYear",
            "getHours",
            "getMilliseconds",
            "getMinutes",
            "getMonth",
            "getSeconds",
            "has",
            "hasValue",
            "int",
            "map",
            "matches",
            "optMap",
            "orValue",
            "size",
            "startsWith",
            "string",
            "timestamp",
            "type",
            "uint",
            "value");

    ConditionFunctions {
        declarations = List.copyOf(declarations);
        overloads = Map.copyOf(overloads);
    }

    /** The names of all functions and macros, for suggestions. */
    List<String> names() {
        return Stream.concat(declarations.stream().map(CelFunctionDecl::name), STANDARD.stream())
                .distinct()
                .toList();
    }

    static ConditionFunctions create(CelOptions options) {
        Map<String, Overload> overloads = new HashMap<>(StandardFunctions.overloads(options));
        List<CelFunction> own = Stream.of(
                        IpFunctions.all(),
                        QuantityFunctions.all(),
                        StringFunctions.all(),
                        ListFunctions.all(overloads),
                        RegexFunctions.all(),
                        SetFunctions.all())
                .flatMap(List::stream)
                .toList();
        Stream.of(
                        own.stream().map(CelFunction::overload).toList(),
                        RegexFunctions.matches(),
                        OptionalFunctions.all(),
                        List.of(
                                new Overload(
                                        "add_string", List.of(String.class, String.class), Calls::concatenatedTexts),
                                new Overload(
                                        "add_bytes",
                                        List.of(CelByteString.class, CelByteString.class),
                                        Calls::concatenatedBytes),
                                new Overload(
                                        "double_to_string",
                                        List.of(Double.class),
                                        (values, budget) -> GoNumber.text((Double) values[0])),
                                new Overload("contains_string", List.of(String.class, String.class), Calls::contains),
                                new Overload("add_list", List.of(List.class, List.class), Calls::concatenatedLists)))
                .flatMap(List::stream)
                .forEach(overload -> overloads.put(overload.id(), overload));
        return new ConditionFunctions(own.stream().map(CelFunction::declaration).toList(), overloads);
    }
}
