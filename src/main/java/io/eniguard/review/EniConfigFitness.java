package io.eniguard.review;

import io.eniguard.cluster.EniConfig;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Point;
import io.eniguard.policy.Requester;
import io.eniguard.policy.Subject;
import io.eniguard.policy.Subjects;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Fitness;
import io.eniguard.rules.RuleCatalog;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which ENIConfigs are fit to serve nodes. An ENIConfig is fit unless eniguard would refuse it if a person created it now.
 * Unknowns, warnings and rules that are not in force do not make an ENIConfig unfit.
 *
 * <p>{@code --warn-only} does not make an ENIConfig fit. With this option, an ENIConfig with a subnet in the wrong zone can be stored.
 * However, the pods of its nodes get no addresses, so eniguard does not assign new nodes to it.
 */
public final class EniConfigFitness implements Fitness {

    private final RulesInForce rules;

    EniConfigFitness(RulesInForce rules) {
        this.rules = rules;
    }

    /** Returns the fitness outside of reviews, with all rules in force and with all objects of the cluster known. */
    public static Fitness ofAllRules() {
        Fitness fitness = new EniConfigFitness(new RulesInForce(about -> true, Set.of(), Point.ADMISSION));
        return (eniConfig, world) -> fitness.brokenRule(eniConfig, world.forNewReview());
    }

    /** The custom rules that this method evaluates for one world share the budget of the review. */
    @Override
    public Optional<String> brokenRule(EniConfig eniConfig, World world) {
        Change<EniConfig> creation = new Change<>(Operation.CREATE, eniConfig, Optional.empty(), Requester.PERSON);
        Subjects subjects = Subjects.of(new Subject(EniConfig.KIND, eniConfig.name(), eniConfig.labels()));
        Enforcement enforcement = Enforcement.of(rules.at(Point.ADMISSION), subjects, world, false);
        return RuleCatalog.ENI_CONFIG.stream()
                // Rules that never refuse are skipped to save time, because a node's review may judge all ENIConfigs
                // of a zone.
                .filter(rule -> Consequence.canRefuse(rule.about(), Requester.PERSON)
                        || !world.policies().isEmpty())
                .filter(rule -> enforcement.judge(rule, creation).stream().anyMatch(EniConfigFitness::isBroken))
                .map(rule -> rule.about().id())
                .findFirst()
                .or(() -> new CustomRules(enforcement)
                        .judge(creation, eniConfig.toTree(), Tree.EMPTY).stream()
                                .filter(EniConfigFitness::isBroken)
                                .map(Judged::rule)
                                .findFirst());
    }

    /** Unknowns do not count, even if a policy denies them: otherwise nodes would get no label while EC2 does not answer. */
    private static boolean isBroken(Judged judged) {
        return judged.finding() instanceof Finding.Violation
                && judged.consequence().isRefusal();
    }
}
