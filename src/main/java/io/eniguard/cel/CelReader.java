package io.eniguard.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import io.eniguard.maxpods.PodsExpression;
import io.eniguard.maxpods.PodsExpressions.Dialect;
import io.eniguard.text.PlainText;
import java.util.Set;

/** Parses an expression with the CEL library and checks the types in it. */
final class CelReader {

    private static final int ROOM_FOR_A_REASON = 60;

    private static final Set<CelType> KARPENTER_RESULTS = Set.of(SimpleType.INT, SimpleType.DOUBLE);

    private CelReader() {}

    static PodsExpression read(String text, Dialect dialect) {
        CelDialect cel = CelDialect.of(dialect);
        try {
            CelAbstractSyntaxTree parsed = cel.compiler().compile(text).getAst();
            if (dialect == Dialect.KARPENTER && !KARPENTER_RESULTS.contains(parsed.getResultType())) {
                return new FaultyExpression("it yields no number");
            }
            return new CelExpression(text, dialect, cel.runtime().createProgram(parsed));
        } catch (CelValidationException e) {
            return new FaultyExpression(reason(e));
        } catch (CelEvaluationException e) {
            return new FaultyExpression("it cannot be evaluated");
        }
    }

    /** Returns the first error, without its position and without the CEL library's remarks in parentheses. */
    private static String reason(CelValidationException e) {
        return e.getErrors().stream()
                .findFirst()
                .map(error ->
                        error.getMessage().replaceAll(" (\\(|expecting).*", "").replace("Syntax error: ", ""))
                .map(message -> PlainText.cut(PlainText.oneLine(message), ROOM_FOR_A_REASON))
                .orElse("it cannot be parsed");
    }
}
