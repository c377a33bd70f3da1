package io.eniguard.review;

import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.util.List;
import java.util.function.Predicate;

/**
 * The rules that a reviewer asks. The other rules are treated as if they did not exist, in reviews and for the fitness of ENIConfigs alike.
 *
 * @param inForce whether a rule is asked
 */
record RulesInForce(Predicate<About> inForce) {

    /** Returns the rule's findings with their consequences; none when the rule is not in force or does not look at such a change. */
    <T> List<Judged> judge(Rule<T> rule, Change<T> change, World world) {
        About about = rule.about();
        if (!about.operations().contains(change.operation()) || !inForce.test(about)) {
            return List.of();
        }
        return rule.check(change, world).stream()
                .map(finding -> Judged.of(finding, rule, change, world))
                .toList();
    }
}
