package io.eniguard.demo.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectedTest {

    private static final StepOutcome DENIED =
            StepOutcome.denied("[subnet-zone] it is elsewhere. Fix: move\n[subnet-cidr] it is private. Fix: another");

    @Test
    void theRulesOfADenialAreReadFromItsLinesInOrderOfId() {
        assertEquals(List.of("subnet-cidr", "subnet-zone"), DENIED.rules());
    }

    @Test
    void theSameVerdictByTheSameRulesIsNoDifference() {
        assertEquals(
                Optional.empty(),
                expected(StepVerdict.DENY, "subnet-zone", "subnet-cidr").difference(DENIED));
    }

    @Test
    void anAdditionalRuleIsADifference() {
        assertEquals(
                Optional.of("expected deny by subnet-cidr, got deny by subnet-cidr, subnet-zone"),
                expected(StepVerdict.DENY, "subnet-cidr").difference(DENIED));
    }

    @Test
    void aWarningWhereADenialWasExpectedIsADifference() {
        StepOutcome warned =
                StepOutcome.allowed(List.of("[subnet-cidr] it is private. Fix: another"), Optional.empty());

        assertEquals(
                Optional.of("expected deny by subnet-cidr, got warn by subnet-cidr"),
                expected(StepVerdict.DENY, "subnet-cidr").difference(warned));
    }

    @Test
    void warningsOfOthersDoNotCount() {
        StepOutcome warned = StepOutcome.allowed(List.of("unknown field \"spec.sbnet\""), Optional.empty());

        assertEquals(Optional.empty(), expected(StepVerdict.ALLOW).difference(warned));
    }

    @Test
    void anUnexpectedPatchIsADifference() {
        StepOutcome patched = StepOutcome.allowed(List.of(), Optional.of("adds the label a=b"));

        assertEquals(
                Optional.of("expected allow, got allow with the patch \"adds the label a=b\""),
                expected(StepVerdict.ALLOW).difference(patched));
    }

    @Test
    void aPatchMustContainTheExpectedText() {
        StepOutcome patched = StepOutcome.allowed(List.of(), Optional.of("adds the label a=b"));
        Expected some = new Expected(StepVerdict.ALLOW, List.of(), Optional.of("a=b"), Optional.empty());
        Expected other = new Expected(StepVerdict.ALLOW, List.of(), Optional.of("a=c"), Optional.empty());

        assertEquals(Optional.empty(), some.difference(patched));
        assertEquals(
                Optional.of("expected allow with the patch \"a=c\", got allow with the patch \"adds the label a=b\""),
                other.difference(patched));
        assertEquals(
                Optional.of("expected allow with the patch \"a=b\", got allow"),
                some.difference(StepOutcome.allowed(List.of(), Optional.empty())));
    }

    @Test
    void anExemptionMustContainTheExpectedText() {
        StepOutcome exempted = StepOutcome.allowed(List.of(), Optional.empty())
                .withExempted(Optional.of("has-owner by tags until 2026-12-14"));
        Expected some = new Expected(StepVerdict.ALLOW, List.of(), Optional.empty(), Optional.of("by tags"));

        assertEquals(Optional.empty(), some.difference(exempted));
        assertEquals(
                Optional.of("expected allow with the exemption \"by tags\", got allow"),
                some.difference(StepOutcome.allowed(List.of(), Optional.empty())));
        assertEquals(
                Optional.of("expected allow, got allow with the exemption \"has-owner by tags until 2026-12-14\""),
                expected(StepVerdict.ALLOW).difference(exempted));
    }

    private static Expected expected(StepVerdict verdict, String... rules) {
        return new Expected(verdict, List.of(rules), Optional.empty(), Optional.empty());
    }
}
