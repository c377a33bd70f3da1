package io.eniguard.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConditionCacheTest {

    private static final ConditionScope NODES = ConditionScope.ofKinds(List.of("Node"));
    private static final ConditionScope ENI_CONFIGS = ConditionScope.ofKinds(List.of("ENIConfig"));

    /** Records the expressions that are compiled. An expression with the word {@code faulty} has a fault. */
    private static final class RecordedConditions implements Conditions {

        private final List<String> compiled = new ArrayList<>();

        @Override
        public Condition compile(String expression, ConditionScope scope) throws FaultyConditionException {
            compiled.add(expression);
            if (expression.contains("faulty")) {
                throw new FaultyConditionException("a fault");
            }
            return facts -> new Answer.Holds(true);
        }

        @Override
        public MessageText compileMessage(String expression, ConditionScope scope) {
            compiled.add("message " + expression);
            return facts -> Optional.of(expression);
        }
    }

    private final RecordedConditions compiler = new RecordedConditions();
    private final ConditionCache cache = new ConditionCache(compiler);

    @Test
    void anExpressionIsCompiledOncePerScopeAndForm() throws FaultyConditionException {
        Condition first = cache.compile("a", NODES);
        cache.compile("a", ENI_CONFIGS);
        MessageText message = cache.compileMessage("a", NODES);

        assertSame(first, cache.compile("a", NODES));
        assertSame(first, cache.compile("a", ConditionScope.ofKinds(List.of("Node"))));
        assertSame(message, cache.compileMessage("a", NODES));
        assertEquals(List.of("a", "a", "message a"), compiler.compiled);
    }

    @Test
    void aFaultIsKept() {
        for (int i = 0; i < 2; i++) {
            FaultyConditionException e =
                    assertThrows(FaultyConditionException.class, () -> cache.compile("faulty", NODES));
            assertEquals("a fault", e.reason());
        }
        assertEquals(List.of("faulty"), compiler.compiled);
    }

    @Test
    void theExpressionsThatWereNotUsedForTheLongestTimeAreDropped() throws FaultyConditionException {
        String half = "x".repeat(ConditionCache.MOST_CHARACTERS / 2);
        cache.compile(half, NODES);
        cache.compile(half, ENI_CONFIGS);
        Condition used = cache.compile(half, NODES);
        cache.compile("y", NODES);

        assertSame(used, cache.compile(half, NODES));
        assertEquals(3, compiler.compiled.size());
        cache.compile(half, ENI_CONFIGS);
        assertEquals(4, compiler.compiled.size());
    }
}
