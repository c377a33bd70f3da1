package io.eniguard.review;

import io.eniguard.cluster.ReviewedKind;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules that a reviewer applies. All other rules are treated as if they did not exist, in reviews, for patches and for the fitness of
 * ENIConfigs.
 *
 * @param inForce selects the rules to apply
 * @param incomplete the kinds that may have unknown objects. Rules that draw conclusions from the absence of objects of these kinds are
 *     skipped.
 */
record RulesInForce(Predicate<About> inForce, Set<ReviewedKind> incomplete) {

    RulesInForce {
        incomplete = Set.copyOf(incomplete);
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

    /** Returns the rule's findings with their consequences; an empty list if the rule is not included or does not check the operation. */
    <T> List<Judged> judge(Rule<T> rule, Change<T> change, World world) {
        if (!rule.about().operations().contains(change.operation()) || !include(rule)) {
            return List.of();
        }
        return rule.check(change, world).stream()
                .map(finding -> Judged.of(finding, rule, change, world))
                .toList();
    }
}
