package io.eniguard.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Action;
import io.eniguard.review.Consequence;
import io.eniguard.review.Judged;
import io.eniguard.review.Patch;
import io.eniguard.review.Verdict;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.tree.Place;
import io.eniguard.world.Fact.Missing;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedUnknownsTest {

    private static final String NO_SUBNETS = "no subnets are known (ec2)";
    private static final String FIX = "give eniguard the subnets";

    @Test
    void oneReasonInSeveralObjectsIsOneEntry() {
        SharedUnknowns shared = in(
                object("a", unknown("subnet-zone", Action.AUDIT, "a is in b", NO_SUBNETS)),
                object(
                        "b",
                        speakingFor("subnet-cidr", unknown("subnet-exists", Action.WARN, "b exists", NO_SUBNETS)),
                        unknown("security-groups", Action.WARN, "sg-1 exists", "no groups are known (ec2)")),
                object("c", unknown("subnet-zone", Action.AUDIT, "c is in d", NO_SUBNETS)));
        assertEquals(1, shared.list().size());
        SharedUnknown only = shared.list().get(0);
        assertEquals(NO_SUBNETS, only.reason());
        assertEquals(FIX, only.fix());
        assertEquals(Action.WARN, only.action());
        assertEquals(List.of("subnet-zone", "subnet-exists"), only.rules());
        assertEquals(
                List.of("a", "b", "c"),
                only.objects().stream().map(object -> object.id().name()).toList());
        assertTrue(shared.cover(unknown("any", Action.WARN, "x", NO_SUBNETS)));
        assertFalse(shared.cover(unknown("any", Action.WARN, "x", "no groups are known (ec2)")));
    }

    @Test
    void twoFindingsOfOneObjectStayApart() {
        Judged one = unknown("subnet-zone", Action.WARN, "a is in b", NO_SUBNETS);
        Judged other = unknown("subnet-exists", Action.WARN, "a exists", NO_SUBNETS);
        assertEquals(List.of(), in(object("a", one, other)).list());
    }

    @Test
    void aViolationIsNeverShared() {
        Judged violation =
                new Judged("subnet-cidr", new Consequence(Action.DENY), new Violation("spec.subnet", "x: y", FIX));
        SharedUnknowns shared = in(object("a", violation), object("b", violation));
        assertEquals(List.of(), shared.list());
        assertFalse(shared.cover(violation));
    }

    private static SharedUnknowns in(AuditedObject... objects) {
        return SharedUnknowns.in(new AuditReport(List.of(objects), List.of(), List.of(), List.of()));
    }

    private static AuditedObject object(String name, Judged... findings) {
        return new AuditedObject(
                new ObjectId("v1", "Node", "", name),
                new Place(name + ".yaml", 1),
                new Verdict(List.of(findings), Patch.NONE));
    }

    private static Judged unknown(String rule, Action action, String question, String reason) {
        return new Judged(
                rule,
                new Consequence(action),
                new Unknown("spec.subnet", "unknown whether " + question, reason, FIX, Missing.SUBNET));
    }

    private static Judged speakingFor(String rules, Judged judged) {
        return new Judged(judged.rule(), judged.consequence(), ((Unknown) judged.finding()).withNotJudged(rules));
    }
}
