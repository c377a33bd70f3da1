package io.eniguard.cel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cel.ExpressionTable.Row;
import io.eniguard.policy.Answer;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.FaultyConditionException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Evaluates each documented function. {@link CelAgainstApiServerIT} checks that the expected results are those of Kubernetes. */
class ExpressionTableTest {

    private static final ConditionScope SCOPE = ConditionScope.ofKinds(List.of("ConfigMap"));

    private final CelConditions conditions = new CelConditions();
    private final KnownFacts facts = new KnownFacts().with("object", ExpressionTable.CONFIG_MAP);

    @TestFactory
    Stream<DynamicTest> expressionsHaveTheResultsInTheTable() {
        return ExpressionTable.rows().stream()
                .map(row -> DynamicTest.dynamicTest(row.expression(), () -> assertEquals(row.result(), evaluate(row))));
    }

    private String evaluate(Row row) throws FaultyConditionException {
        Answer answer = conditions.compile(row.expression(), SCOPE).on(facts);
        return answer instanceof Answer.Holds holds ? String.valueOf(holds.isTrue()) : "error";
    }
}
