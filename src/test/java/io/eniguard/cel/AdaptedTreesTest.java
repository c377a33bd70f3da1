package io.eniguard.cel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.policy.Answer;
import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.Facts;
import io.eniguard.policy.FaultyConditionException;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that trees with nulls and with numbers of all classes can be used as they are. */
class AdaptedTreesTest {

    private static final ConditionScope SCOPE = ConditionScope.ofKinds(List.of("ENIConfig"));

    private final CelConditions conditions = new CelConditions();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "object.nothing == null",
                "object.small == 7",
                "has(object.nothing)",
                "type(object.nothing) == null_type",
                "object.list == [dyn('a'), dyn(null), dyn(3)]",
                "object.list[1] == null",
                "null in object.list",
                "oldObject == null",
                "object.small == object.long && object.long == object.real",
                "object.small > 6 && object.small < 8 && object.small + 1 == 8",
                "type(object.small) == int && type(object.real) == double",
                "object.huge > 9223372036854775807",
                "type(object.huge) == double",
                "object.real < 7.5",
                "object.?nothing.hasValue()",
                "object.metadata.labels == {'tier': 'prod'}",
                "object.list.filter(x, x == null).size() == 1",
                "object.exists(k, object[k] == null)"
            })
    void holds(String expression) throws FaultyConditionException {
        assertEquals(
                new Answer.Holds(true), conditions.compile(expression, SCOPE).on(new KnownFacts()));
    }

    @Test
    void aFieldOfNullIsAFailure() throws FaultyConditionException {
        assertEquals(
                new Answer.Failure("cannot read the field a of a value of type null_type", false),
                conditions.compile("object.nothing.a == 1", SCOPE).on(new KnownFacts()));
    }

    @Test
    void readingAFieldDoesNotReadTheOthers() throws FaultyConditionException {
        AtomicInteger walks = new AtomicInteger();
        Map<String, Object> labels = new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                walks.incrementAndGet();
                return Set.of();
            }

            @Override
            public boolean containsKey(Object key) {
                return key.equals("a");
            }

            @Override
            public Object get(Object key) {
                return "b";
            }
        };
        Facts facts = new KnownFacts().with("object", Map.of("labels", labels));

        Answer answer = conditions
                .compile("object.labels.a == 'b' && has(object.labels.a) && 'a' in object.labels", SCOPE)
                .on(facts);

        assertEquals(new Answer.Holds(true), answer);
        assertEquals(0, walks.get());
    }

    @Test
    void aFactIsAskedForOnlyIfItIsNeededAndOnlyOnce() throws FaultyConditionException {
        AtomicInteger questions = new AtomicInteger();
        Facts facts = name -> {
            questions.incrementAndGet();
            assertTrue(name.equals("subnet"), name);
            return Map.of("id", "subnet-1");
        };

        conditions
                .compile("subnet.id != '' && subnet.id == 'subnet-1' || vpc.id == 'x'", SCOPE)
                .on(facts);

        assertEquals(1, questions.get());
    }
}
