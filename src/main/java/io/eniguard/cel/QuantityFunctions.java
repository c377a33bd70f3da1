package io.eniguard.cel;

import static io.eniguard.cel.FunctionTypes.QUANTITY;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import io.eniguard.cel.value.ResourceQuantity;
import io.eniguard.text.Quote;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** The functions on quantities of k8s.io/apiserver, pkg/cel/library/quantity.go. */
final class QuantityFunctions {

    private QuantityFunctions() {}

    static List<CelFunction> all() {
        return List.of(
                CelFunction.global(
                        "quantity", QUANTITY, (values, budget) -> quantity((String) values[0]), SimpleType.STRING),
                CelFunction.global(
                        "isQuantity",
                        SimpleType.BOOL,
                        (values, budget) ->
                                ResourceQuantity.parse((String) values[0]).isPresent(),
                        SimpleType.STRING),
                // Kubernetes documents a member function, but its code declares this form.
                CelFunction.global(
                        "sign",
                        SimpleType.INT,
                        (values, budget) ->
                                ((ResourceQuantity) values[0]).number().signum(),
                        QUANTITY),
                property(
                        "isInteger",
                        SimpleType.BOOL,
                        quantity -> quantity.wholeNumber().isPresent()),
                property(
                        "asInteger",
                        SimpleType.INT,
                        quantity -> quantity.wholeNumber()
                                .orElseThrow(() -> new EvaluationException("the quantity is not a whole number"))),
                property(
                        "asApproximateFloat",
                        SimpleType.DOUBLE,
                        quantity -> quantity.number().doubleValue()),
                sum("add", ResourceQuantity::plus, QUANTITY),
                sum("add", ResourceQuantity::plus, SimpleType.INT),
                sum("sub", ResourceQuantity::minus, QUANTITY),
                sum("sub", ResourceQuantity::minus, SimpleType.INT),
                order("isGreaterThan", order -> order > 0),
                order("isLessThan", order -> order < 0),
                CelFunction.member(
                        "compareTo", SimpleType.INT, (values, budget) -> compare(values), QUANTITY, QUANTITY));
    }

    private static ResourceQuantity quantity(String text) {
        return ResourceQuantity.parse(text)
                .orElseThrow(() -> new EvaluationException(Quote.of(text) + " is not a quantity"));
    }

    private static CelFunction property(String name, CelType type, Function<ResourceQuantity, Object> property) {
        return CelFunction.member(
                name, type, (values, budget) -> property.apply((ResourceQuantity) values[0]), QUANTITY);
    }

    private static CelFunction sum(String name, BinaryOperator<ResourceQuantity> sum, CelType other) {
        return CelFunction.member(
                name,
                QUANTITY,
                (values, budget) -> sum(
                        sum,
                        (ResourceQuantity) values[0],
                        values[1] instanceof Long number ? ResourceQuantity.of(number) : (ResourceQuantity) values[1]),
                QUANTITY,
                other);
    }

    private static ResourceQuantity sum(
            BinaryOperator<ResourceQuantity> sum, ResourceQuantity one, ResourceQuantity other) {
        try {
            return sum.apply(one, other);
        } catch (ArithmeticException e) {
            throw new EvaluationException(String.valueOf(e.getMessage()));
        }
    }

    private static CelFunction order(String name, IntPredicate holds) {
        return CelFunction.member(
                name, SimpleType.BOOL, (values, budget) -> holds.test(compare(values)), QUANTITY, QUANTITY);
    }

    private static int compare(Object[] values) {
        return ((ResourceQuantity) values[0]).number().compareTo(((ResourceQuantity) values[1]).number());
    }
}
