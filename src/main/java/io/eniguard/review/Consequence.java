package io.eniguard.review;

import io.eniguard.policy.Action;
import io.eniguard.policy.Requester;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.util.Objects;

/**
 * The consequence of a finding. Only {@link #of} decides consequences, both in reviews and for the fitness of ENIConfigs. Rules only report
 * findings.
 *
 * @param action the action that eniguard takes
 * @param isWaived whether the object would be refused without {@code --warn-only}
 */
public record Consequence(Action action, boolean isWaived) {

    /** Creates a consequence that is not waived. */
    public Consequence(Action action) {
        this(action, false);
    }

    /**
     * Decides the consequence. The consequence is the mildest of these actions:
     *
     * <ol>
     *   <li>the rule's action for the requester; for an unknown, a warning, because a missing fact must not lead to a refusal
     *   <li>the strictest action that the finding allows
     *   <li>a warning if an update leaves everything that the rule reads unchanged, so that finalizers and labels can still be changed
     *   <li>a warning if {@code --warn-only} is set
     * </ol>
     */
    static <T> Consequence of(Finding finding, Rule<T> rule, Change<T> change, World world) {
        Action action = builtIn(finding, rule.about(), change.requester()).butAtMost(finding.atMost());
        if (action != Action.DENY) {
            return new Consequence(action);
        } else if (isOld(rule, change, world)) {
            return new Consequence(Action.WARN);
        }
        boolean isWaived = world.parameters().warnOnly();
        return new Consequence(isWaived ? Action.WARN : Action.DENY, isWaived);
    }

    /** Returns whether eniguard can refuse a change by the requester because of a violation of the rule. */
    static boolean canRefuse(About about, Requester requester) {
        return ofViolation(about, requester) == Action.DENY;
    }

    /** Returns whether the object is refused, or would be refused without {@code --warn-only}. */
    public boolean isRefusal() {
        return action == Action.DENY || isWaived;
    }

    private static Action builtIn(Finding finding, About about, Requester requester) {
        return finding instanceof Finding.Unknown ? Action.WARN : ofViolation(about, requester);
    }

    private static Action ofViolation(About about, Requester requester) {
        return about.actionFor().getOrDefault(requester.kind(), about.action());
    }

    /** Returns whether the request leaves everything that the rule reads from the object unchanged. */
    private static <T> boolean isOld(Rule<T> rule, Change<T> change, World world) {
        return change.isUpdate()
                && change.before()
                        .filter(before -> Objects.equals(rule.reads(before, world), rule.reads(change.object(), world)))
                        .isPresent();
    }
}
