package io.eniguard.review;

import io.eniguard.rules.About;
import io.eniguard.rules.Action;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Requester;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.util.Objects;

/**
 * The consequence of a finding. {@link #of} is the only place that decides it, for reviews and for the fitness of ENIConfigs alike. Rules
 * only report findings.
 *
 * @param action the action that eniguard takes
 * @param isWaived whether the object would be refused if the server ran without {@code --warn-only}
 */
public record Consequence(Action action, boolean isWaived) {

    /** Creates a consequence without a waived refusal. */
    public Consequence(Action action) {
        this(action, false);
    }

    /**
     * Decides the consequence. It is the mildest of these:
     *
     * <ol>
     *   <li>the rule's action for the requester; for an unknown, a warning, because eniguard refuses nothing for a fact that it lacks
     *   <li>the strictest action that the finding allows
     *   <li>on UPDATE, a warning if the object already had the fault, because its finalizers and labels must stay changeable
     *   <li>with {@code --warn-only}, a warning
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

    /** Returns whether a violation of the rule can lead to the refusal of the requester's change. */
    static boolean canRefuse(About about, Requester requester) {
        return ofViolation(about, requester) == Action.DENY;
    }

    /** Returns whether the object is refused, or would be without {@code --warn-only}. */
    public boolean isRefusal() {
        return action == Action.DENY || isWaived;
    }

    private static Action builtIn(Finding finding, About about, Requester requester) {
        return finding instanceof Finding.Unknown ? Action.WARN : ofViolation(about, requester);
    }

    private static Action ofViolation(About about, Requester requester) {
        return about.actionFor().getOrDefault(requester.kind(), about.action());
    }

    /** Returns whether everything that the rule reads in the object was the same before this request. */
    private static <T> boolean isOld(Rule<T> rule, Change<T> change, World world) {
        return change.isUpdate()
                && change.before()
                        .filter(before -> Objects.equals(rule.reads(before, world), rule.reads(change.object(), world)))
                        .isPresent();
    }
}
