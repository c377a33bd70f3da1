package io.eniguard.review;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Point;
import io.eniguard.rules.About;
import io.eniguard.rules.Rule;
import java.util.Collections;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules that a reviewer applies. All other rules are treated as if they did not exist, in reviews, for patches and for the fitness of
 * ENIConfigs.
 *
 * @param inForce selects the rules to apply
 * @param incomplete the kinds that may have unknown objects. Rules that draw conclusions from the absence of objects of these kinds are
 *     skipped.
 * @param point the point at which the rules are enforced, which decides the actions of policies
 */
record RulesInForce(Predicate<About> inForce, Set<ReviewedKind> incomplete, Point point) {

    RulesInForce {
        incomplete = Set.copyOf(incomplete);
    }

    RulesInForce at(Point other) {
        return new RulesInForce(inForce, incomplete, other);
    }

    boolean include(Rule<?> rule) {
        return inForce.test(rule.about()) && !lackObjectsFor(rule);
    }

    /** Returns whether the rule is skipped only because some objects may be unknown. */
    boolean skipForIncompleteness(Rule<?> rule) {
        return lackObjectsFor(rule) && inForce.test(rule.about());
    }

    private boolean lackObjectsFor(Rule<?> rule) {
        return !Collections.disjoint(rule.concludesFromAbsenceOf(), incomplete);
    }
}
