package io.eniguard.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.types.SimpleType;
import io.eniguard.text.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The functions with regular expressions. Those of Kubernetes are in k8s.io/apiserver, pkg/cel/library/regex.go. The expressions are those of
 * RE2, which take linear time.
 */
final class RegexFunctions {

    /** The longest regular expression, in characters. A longer one could take long to compile. */
    private static final int LONGEST = 1000;

    /** The largest compiled regular expression, in instructions. {@code (a{1,100}){1,100}} would have 20,201. */
    private static final int MOST_INSTRUCTIONS = 2000;

    /** The largest estimate, which can be several times as high as the real number of instructions. */
    private static final int MOST_ESTIMATED = 5 * MOST_INSTRUCTIONS;

    private RegexFunctions() {}

    /** The functions whose second operand is a regular expression. */
    static final Set<String> NAMES = Set.of("matches", "find", "findAll");

    static List<CelFunction> all() {
        return Stream.of(
                        CelFunction.member(
                                "find", SimpleType.STRING, RegexFunctions::find, SimpleType.STRING, SimpleType.STRING),
                        CelFunction.member(
                                "findAll",
                                FunctionTypes.TEXTS,
                                (values, budget) -> findAll(values, -1, budget),
                                SimpleType.STRING,
                                SimpleType.STRING),
                        CelFunction.member(
                                "findAll",
                                FunctionTypes.TEXTS,
                                (values, budget) -> findAll(values, (Long) values[2], budget),
                                SimpleType.STRING,
                                SimpleType.STRING,
                                SimpleType.INT))
                .map(RegexFunctions::acceptingPatterns)
                .toList();
    }

    private static CelFunction acceptingPatterns(CelFunction function) {
        List<Class<?>> parameters = new ArrayList<>(function.overload().parameters());
        parameters.set(1, Object.class);
        return new CelFunction(
                function.declaration(),
                new Overload(
                        function.overload().id(),
                        parameters,
                        function.overload().body()));
    }

    /** The implementations of the standard function {@code matches}, which the type checker knows already. */
    static List<Overload> matches() {
        Overload.Body body = (values, budget) -> matcher(values, budget).find();
        List<Class<?>> texts = List.of(String.class, Object.class);
        return List.of(new Overload("matches", texts, body), new Overload("matches_string", texts, body));
    }

    private static Object find(Object[] values, Budget budget) {
        Matcher matcher = matcher(values, budget);
        String found = matcher.find() ? matcher.group() : "";
        budget.memory(found.length());
        return found;
    }

    private static Object findAll(Object[] values, long most, Budget budget) {
        Matcher matcher = matcher(values, budget);
        List<String> found = new ArrayList<>();
        while ((most < 0 || found.size() < most) && matcher.find()) {
            budget.memory(1L + matcher.end() - matcher.start());
            found.add(matcher.group());
        }
        return found;
    }

    private static Matcher matcher(Object[] values, Budget budget) {
        String text = (String) values[0];
        Pattern pattern = values[1] instanceof Pattern compiled ? compiled : compiled(values[1], budget);
        budget.match(text.length(), pattern.programSize());
        return pattern.matcher(text);
    }

    private static Pattern compiled(Object regex, Budget budget) {
        if (!(regex instanceof String text)) {
            throw new EvaluationException("a regular expression is a string, not " + CelValues.typeName(regex));
        }
        budget.steps(checkedSize(text).steps());
        Pattern pattern = compiled(text);
        // Compiling takes longer than matching a short text.
        budget.steps(pattern.programSize());
        return pattern;
    }

    /**
     * Returns a compiled regular expression, which the functions accept in place of its text.
     *
     * @throws EvaluationException if the text is not a regular expression
     * @throws StoppedException if it is too large
     */
    static Pattern compiled(String regex) {
        checkedSize(regex);
        try {
            Pattern pattern = Pattern.compile(regex);
            if (pattern.programSize() > MOST_INSTRUCTIONS) {
                throw tooLarge(regex);
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            throw new EvaluationException("%s is not a regular expression: %s"
                    .formatted(Quote.of(regex), String.valueOf(e.getDescription())));
        }
    }

    private static RegexSize checkedSize(String regex) {
        if (regex.length() > LONGEST) {
            throw new StoppedException(
                    String.format(Locale.ROOT, "a regular expression has more than %,d characters", LONGEST));
        }
        RegexSize size = RegexSize.of(regex);
        if (size.instructions() > MOST_ESTIMATED) {
            throw tooLarge(regex);
        }
        if (size.isEndless()) {
            throw new EvaluationException(
                    "%s ignores the case of characters from U+1C80 to U+1C88, which is not available"
                            .formatted(Quote.of(regex)));
        }
        return size;
    }

    private static StoppedException tooLarge(String regex) {
        return new StoppedException("the regular expression %s is too large".formatted(Quote.of(regex)));
    }
}
