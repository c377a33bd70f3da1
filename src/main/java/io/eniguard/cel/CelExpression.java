package io.eniguard.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.CelVariableResolver;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.PodsExpression;
import io.eniguard.maxpods.PodsExpressions.Dialect;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** An expression that CEL can evaluate. */
final class CelExpression implements PodsExpression {

    // The library does not limit the work of a regular expression. Loops within loops, or one after the other, can
    // multiply a value: eight
    // times .map(s, s+s+s+s+s+s+s+s) makes a text 16 million times as long.
    private static final Pattern LOOP = Pattern.compile("\\b(?:all|exists|exists_one|map|filter)\\b");
    private static final Pattern REGEX = Pattern.compile("\\bmatches\\b");
    private static final int MOST_LOOPS = 2;

    private final String text;
    private final Dialect dialect;
    private final CelRuntime.Program program;

    CelExpression(String text, Dialect dialect, CelRuntime.Program program) {
        this.text = text;
        this.dialect = dialect;
        this.program = program;
    }

    @Override
    public Optional<String> fault() {
        return Optional.empty();
    }

    @Override
    public boolean uses(String variable) {
        return Pattern.compile("\\b" + Pattern.quote(variable) + "\\b")
                .matcher(text)
                .find();
    }

    @Override
    public Result on(InstanceType type, long maxPods) {
        if (REGEX.matcher(text).find() || LOOP.matcher(text).results().count() > MOST_LOOPS) {
            return new Result.Unknown("eniguard does not evaluate expressions with regular expressions or many loops");
        }
        Variables variables = new Variables(type, maxPods);
        try {
            Object value = program.eval(variables);
            return value instanceof CelUnknownSet ? variables.unknown() : checked(value);
        } catch (CelEvaluationException e) {
            // The error may result from the unknown variable. The expression is evaluated nevertheless, because
            // operators such as && may not need the variable.
            return variables.missing.isEmpty() ? new Result.Failure(reason(e.getErrorCode())) : variables.unknown();
        }
    }

    private Result checked(Object value) {
        OptionalLong number = whole(value);
        if (number.isEmpty()) {
            return new Result.Failure("it yields no number");
        }
        long pods = number.getAsLong();
        boolean isUsable = pods >= (dialect == Dialect.NODEADM ? 1 : 0) && pods <= Integer.MAX_VALUE;
        return isUsable ? new Result.PodCount(pods) : new Result.Failure("it yields " + pods);
    }

    /** Converts the result to a whole number, as Karpenter and nodeadm do; empty if this is impossible. */
    private static OptionalLong whole(Object value) {
        if (value instanceof Long number) {
            return OptionalLong.of(number);
        } else if (value instanceof UnsignedLong number) {
            return OptionalLong.of(number.longValue());
        } else if (value instanceof Double number && Double.isFinite(number) && Math.abs(number) < Long.MAX_VALUE) {
            return OptionalLong.of(number.longValue());
        } else if (value instanceof String digits && digits.matches("[+-]?[0-9]{1,18}")) {
            return OptionalLong.of(Long.parseLong(digits));
        }
        return OptionalLong.empty();
    }

    private static String reason(CelErrorCode code) {
        return switch (code) {
            case DIVIDE_BY_ZERO -> "division by zero";
            case NUMERIC_OVERFLOW -> "the number is too large";
            case ITERATION_BUDGET_EXCEEDED -> "too many steps";
            default -> "it cannot be evaluated";
        };
    }

    /** The variables for one evaluation. */
    private static final class Variables implements CelVariableResolver {

        private final InstanceType type;
        private final long maxPods;
        private String missing = "";

        Variables(InstanceType type, long maxPods) {
            this.type = type;
            this.maxPods = maxPods;
        }

        Result unknown() {
            return new Result.Unknown("eniguard has no data on " + missing);
        }

        @Override
        public Optional<Object> find(String name) {
            Optional<Object> value = switch (name) {
                case "default_enis" -> Optional.of((long) type.enis());
                case "ips_per_eni" -> Optional.of((long) type.ipv4PerEni());
                case "max_pods" -> Optional.of(maxPods);
                case "vcpus" -> value(type.vcpus());
                case "memory_mib" -> value(type.memoryMib());
                case "instance_type" -> Optional.of(type.name());
                default -> Optional.empty();
            };
            if (value.isEmpty()) {
                missing = name;
            }
            return value;
        }

        private static Optional<Object> value(OptionalInt number) {
            return number.isPresent() ? Optional.of((long) number.getAsInt()) : Optional.empty();
        }
    }
}
