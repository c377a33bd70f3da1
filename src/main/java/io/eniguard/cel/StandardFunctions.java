package io.eniguard.cel;

import dev.cel.common.CelOptions;
import dev.cel.common.exceptions.CelDivideByZeroException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.CelStandardFunctions.StandardFunction;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import io.eniguard.text.PlainText;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The functions of the CEL library: arithmetic, comparisons, conversions, and parts of dates. */
final class StandardFunctions {

    /** The functions that this package implements itself, since their work depends on the values or they handle unknown facts. */
    private static final StandardFunction[] OWN = {
        StandardFunction.LOGICAL_NOT,
        StandardFunction.IN,
        StandardFunction.EQUALS,
        StandardFunction.NOT_EQUALS,
        StandardFunction.INDEX,
        StandardFunction.MATCHES,
        StandardFunction.DYN,
        StandardFunction.NOT_STRICTLY_FALSE
    };

    // No number, date or duration is longer.
    private static final int LONGEST_TO_PARSE = 200;

    private static final int LONGEST_REASON = 160;

    private StandardFunctions() {}

    /** Returns the implementations by the names of the overloads. */
    static Map<String, Overload> overloads(CelOptions options) {
        return CelStandardFunctions.newBuilder()
                .excludeFunctions(OWN)
                .build()
                .newFunctionBindings(RuntimeEquality.create(RuntimeHelpers.create(), options), options)
                .stream()
                .filter(CelFunctionBinding::isStrict)
                .map(StandardFunctions::overload)
                .collect(Collectors.toMap(Overload::id, overload -> overload, (one, other) -> one));
    }

    private static Overload overload(CelFunctionBinding binding) {
        String id = binding.getOverloadId();
        boolean parses = id.startsWith("string_to_") && !id.equals("string_to_string") && !id.equals("string_to_bytes");
        return new Overload(id, List.copyOf(binding.getArgTypes()), (arguments, budget) -> {
            if (parses && arguments[0] instanceof String text && text.length() > LONGEST_TO_PARSE) {
                throw new EvaluationException("a text of %d characters cannot be converted".formatted(text.length()));
            }
            Object result = apply(binding, arguments);
            // The library's functions only create texts and bytes that are about as long as their arguments.
            budget.memory(CelValues.length(result));
            return result;
        });
    }

    private static Object apply(CelFunctionBinding binding, Object[] arguments) {
        try {
            return binding.getDefinition().apply(arguments);
        } catch (ArithmeticException e) {
            throw new EvaluationException("a number is outside the range of its type");
        } catch (CelEvaluationException | RuntimeException e) {
            // The library reports the same mistakes with exceptions of many types, some of them of the JDK.
            throw new EvaluationException(reason(e));
        }
    }

    private static String reason(Exception failure) {
        if (failure instanceof CelDivideByZeroException) {
            return "division by zero";
        }
        // Messages of wrapped exceptions start with the names of their classes.
        String message = String.valueOf(failure.getMessage()).replaceFirst("^(?:[a-z]+\\.)+[A-Za-z]+: ", "");
        return PlainText.cut(PlainText.oneLine(message), LONGEST_REASON);
    }
}
