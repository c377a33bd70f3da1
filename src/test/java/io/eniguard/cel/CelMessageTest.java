package io.eniguard.cel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.policy.ConditionScope;
import io.eniguard.policy.FaultyConditionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests which results of a {@code messageExpression} are used. The others are ignored, as in Kubernetes. */
class CelMessageTest {

    private static final ConditionScope SCOPE = ConditionScope.ofKinds(List.of("ENIConfig"));

    private static Optional<String> message(String expression) throws FaultyConditionException {
        KnownFacts facts = new KnownFacts().with("oldObject", Map.of("long", "x".repeat(5 * 1024)));
        return new CelConditions().compileMessage(expression, SCOPE).on(facts);
    }

    @Test
    void aTextIsUsedWithoutTheBlanksAroundIt() throws FaultyConditionException {
        assertEquals(
                Optional.of("subnet-0a1b2c3d4e5f60718 has 57 free addresses"),
                message("' ' + subnet.id + ' has ' + string(subnet.freeAddresses) + ' free addresses\\n'"));
    }

    @Test
    void aFailureGivesNoMessage() throws FaultyConditionException {
        assertEquals(Optional.empty(), message("string(object.missing)"));
    }

    @Test
    void anUnknownFactGivesNoMessage() throws FaultyConditionException {
        assertEquals(Optional.empty(), message("'free: ' + string(subnet.freePrefixes)"));
    }

    @Test
    void aStoppedExpressionGivesNoMessage() throws FaultyConditionException {
        assertEquals(Optional.empty(), message("['a']" + ".map(s, s+s+s+s+s+s+s+s)".repeat(10) + ".join()"));
    }

    @Test
    void aBlankTextGivesNoMessage() throws FaultyConditionException {
        assertEquals(Optional.empty(), message("'  '"));
    }

    @Test
    void aTextOfSeveralLinesGivesNoMessage() throws FaultyConditionException {
        assertEquals(Optional.empty(), message("'one\\ntwo'"));
    }

    @Test
    void aTextOfMoreThan5KiBGivesNoMessage() throws FaultyConditionException {
        assertEquals(
                5 * 1024, message("string(oldObject.long)").map(String::length).orElse(0));
        assertEquals(Optional.empty(), message("string(oldObject.long) + 'x'"));
    }

    @Test
    void theSizeIsMeasuredInBytes() throws FaultyConditionException {
        assertEquals(Optional.empty(), message("string(oldObject.long).substring(1) + 'ä'"));
    }
}
