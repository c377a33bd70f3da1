package io.eniguard.review;

import io.eniguard.policy.Action;
import io.eniguard.policy.Actions;
import io.eniguard.policy.Answer;
import io.eniguard.policy.CustomRule;
import io.eniguard.policy.Facts;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Policies.Scoped;
import io.eniguard.review.Consequence.ActionSource;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.tree.Tree;
import io.eniguard.world.Fact.Missing;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Applies the custom rules of policies to one object. */
final class CustomRules {

    /** The operations that custom rules check. An update of a status can change labels, too. */
    private static final Set<Operation> OPERATIONS =
            Set.of(Operation.CREATE, Operation.UPDATE, Operation.UPDATE_STATUS, Operation.EXISTS);

    private final Enforcement enforcement;

    CustomRules(Enforcement enforcement) {
        this.enforcement = enforcement;
    }

    /**
     * Returns the findings of all custom rules that select the object.
     *
     * @param object the object after the change
     * @param before the object before the change; may be empty
     */
    List<Judged> judge(Change<?> change, Tree object, Tree before) {
        List<Scoped<CustomRule>> rules = OPERATIONS.contains(change.operation())
                ? enforcement.world().policies().customRulesFor(enforcement.subjects())
                : List.of();
        if (rules.isEmpty()) {
            return List.of();
        }
        Facts facts = new ReviewFacts(change, object, before, enforcement.world());
        boolean isOld = change.isUpdate() && parts(object).equals(parts(before));
        return Repetitions.removedFrom(rules.stream()
                .filter(rule -> !rule.item().actions().isOff(enforcement.rules().point()))
                .flatMap(rule -> judge(rule, facts, change, isOld).stream())
                .toList());
    }

    private List<Judged> judge(Scoped<CustomRule> scoped, Facts facts, Change<?> change, boolean isOld) {
        CustomRule rule = scoped.item();
        Answer answer = rule.condition().on(facts);
        return finding(scoped, answer, facts)
                .map(finding -> enforcement.judged(
                        List.of(finding),
                        source(scoped, answer instanceof Answer.Failure),
                        enforcement.circumstances(change, isOld)))
                .orElse(List.of());
    }

    private static ActionSource source(Scoped<CustomRule> scoped, boolean isFailure) {
        CustomRule rule = scoped.item();
        Actions actions =
                isFailure ? new Actions(rule.actions().byPoint(), Optional.of(rule.onError())) : rule.actions();
        return new ActionSource(
                About.of(rule.id(), Action.WARN),
                actions,
                Optional.of(scoped.policy().name()));
    }

    private static Optional<Finding> finding(Scoped<CustomRule> scoped, Answer answer, Facts facts) {
        CustomRule rule = scoped.item();
        if (answer instanceof Answer.Holds holds) {
            return holds.isTrue()
                    ? Optional.empty()
                    : Optional.of(new Violation(rule.field(), message(rule, facts), rule.fix()));
        }
        String policy = scoped.policy().name();
        boolean isFailure = answer instanceof Answer.Failure;
        String reason =
                answer instanceof Answer.Failure failure ? failure.reason() : ((Answer.Unknown) answer).reason();
        String fix = isFailure ? "correct the expression" : "give eniguard the fact, or allow for its absence";
        return Optional.of(new Unknown(
                rule.field(),
                "unknown whether the custom rule %s holds".formatted(rule.id()),
                reason,
                "%s in the policy %s".formatted(fix, policy),
                Missing.OTHER,
                Action.DENY));
    }

    private static String message(CustomRule rule, Facts facts) {
        return rule.messageText().flatMap(text -> text.on(facts)).orElse(rule.message());
    }

    /** Returns everything that custom rules read from an object when an update is judged. */
    private static List<Object> parts(Tree object) {
        return List.of(
                object.at("spec"),
                object.at("data"),
                object.texts("metadata", "labels"),
                object.texts("metadata", "annotations"));
    }
}
