package io.eniguard.demo.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectedTest {

    private static final Outcome DENIED =
            Outcome.denied("[subnet-zone] it is elsewhere. Fix: move\n[subnet-cidr] it is private. Fix: another");

    @Test
    void theRulesOfADenialAreReadFromItsLinesInOrderOfId() {
        assertEquals(List.of("subnet-cidr", "subnet-zone"), DENIED.rules());
    }

    @Test
    void theSameVerdictByTheSameRulesIsNoDifference() {
        assertEquals(
                Optional.empty(),
                expected(Verdict.DENY, "subnet-zone", "subnet-cidr").difference(DENIED));
    }

    @Test
    void aRuleTooMuchIsADifference() {
        assertEquals(
                Optional.of("expected deny by subnet-cidr, got deny by subnet-cidr, subnet-zone"),
                expected(Verdict.DENY, "subnet-cidr").difference(DENIED));
    }

    @Test
    void aWarningWhereADenialWasExpectedIsADifference() {
        Outcome warned = Outcome.allowed(List.of("[subnet-cidr] it is private. Fix: another"), Optional.empty());

        assertEquals(
                Optional.of("expected deny by subnet-cidr, got warn by subnet-cidr"),
                expected(Verdict.DENY, "subnet-cidr").difference(warned));
    }

    @Test
    void warningsOfOthersDoNotCount() {
        Outcome warned = Outcome.allowed(List.of("unknown field \"spec.sbnet\""), Optional.empty());

        assertEquals(Optional.empty(), expected(Verdict.ALLOW).difference(warned));
    }

    @Test
    void aPatchThatNobodyExpectedIsADifference() {
        Outcome patched = Outcome.allowed(List.of(), Optional.of("adds the label a=b"));

        assertEquals(
                Optional.of("expected allow, got allow with the patch \"adds the label a=b\""),
                expected(Verdict.ALLOW).difference(patched));
    }

    @Test
    void aPatchNeedsToHoldWhatWasExpectedOfIt() {
        Outcome patched = Outcome.allowed(List.of(), Optional.of("adds the label a=b"));
        Expected some = new Expected(Verdict.ALLOW, List.of(), Optional.of("a=b"));
        Expected other = new Expected(Verdict.ALLOW, List.of(), Optional.of("a=c"));

        assertEquals(Optional.empty(), some.difference(patched));
        assertEquals(
                Optional.of("expected allow with the patch \"a=c\", got allow with the patch \"adds the label a=b\""),
                other.difference(patched));
        assertEquals(
                Optional.of("expected allow with the patch \"a=b\", got allow"),
                some.difference(Outcome.allowed(List.of(), Optional.empty())));
    }

    private static Expected expected(Verdict verdict, String... rules) {
        return new Expected(verdict, List.of(rules), Optional.empty());
    }
}
