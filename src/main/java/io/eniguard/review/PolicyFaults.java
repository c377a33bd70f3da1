package io.eniguard.review;

import io.eniguard.cel.CelConditions;
import io.eniguard.policy.Action;
import io.eniguard.policy.Actions;
import io.eniguard.policy.Conditions;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Point;
import io.eniguard.policy.Policy;
import io.eniguard.policy.PolicyFault;
import io.eniguard.policy.PolicyOrigin;
import io.eniguard.policy.PolicyReader;
import io.eniguard.policy.PolicySet;
import io.eniguard.policy.RuleKinds;
import io.eniguard.review.Consequence.ActionSource;
import io.eniguard.review.Consequence.Circumstances;
import io.eniguard.rules.About;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses policies that could not come into force, and warns about other mistakes in policies. Faults are reported under the id
 * {@value #ID}, which is not a rule of the catalogue: no policy can change the action or grant an exemption.
 */
final class PolicyFaults {

    static final String ID = "policy-fault";

    /** The largest number of faults that are reported. A policy can have hundreds of faults, mostly of the same kind. */
    private static final int MOST_FAULTS = 10;

    /** The largest number of mistakes that are reported without keeping the policy from coming into force. */
    private static final int MOST_WARNINGS = 5;

    /** The largest number of faults that are compared with the faults before an update. */
    private static final int MOST_COMPARED = 1_000;

    private static final About ABOUT = About.of(ID, Action.DENY).on(Operation.CREATE, Operation.UPDATE);

    private final RuleKinds catalogue;
    private final Conditions compiler;
    private final Set<String> customRules;

    PolicyFaults(RuleKinds catalogue) {
        this(catalogue, new CelConditions(), Set.of());
    }

    private PolicyFaults(RuleKinds catalogue, Conditions compiler, Set<String> customRules) {
        this.catalogue = catalogue;
        this.compiler = compiler;
        this.customRules = Set.copyOf(customRules);
    }

    /** @param ids ids of custom rules that exemptions can name besides those of the policies in force */
    PolicyFaults withCustomRules(Set<String> ids) {
        return new PolicyFaults(catalogue, compiler, ids);
    }

    /**
     * Returns the findings about the faults of a written policy, together with the findings of rules about the policy. If a field has both
     * a fault and findings of rules, a new fault replaces the findings, and the findings replace an old fault. A fault in an item that an
     * update does not change leads to a warning.
     *
     * @param ofRules the findings of rules
     */
    List<Judged> judge(RulesInForce rules, ReviewRequest request, World world, List<Judged> ofRules) {
        return rules.inForce().test(ABOUT) && ABOUT.operations().contains(request.operation())
                ? new Review(rules.point(), request, world).judge(ofRules)
                : ofRules;
    }

    /** The review of one policy. */
    private final class Review {

        private final Point point;
        private final ReviewRequest request;
        private final World world;
        private final WrittenConditions conditions = new WrittenConditions(compiler);
        private final PolicyReader reader = new PolicyReader(catalogue, conditions);

        Review(Point point, ReviewRequest request, World world) {
            this.point = point;
            this.request = request;
            this.world = world;
        }

        List<Judged> judge(List<Judged> ofRules) {
            List<PolicyFault> fresh = new ArrayList<>();
            List<PolicyFault> old = new ArrayList<>();
            PolicyReader.Outcome outcome = read(request.object());
            // The document before the update is read later, and may exhaust the budget for compiling.
            boolean isChecked = !conditions.isExhausted();
            List<PolicyFault> all = faults(request.object(), outcome);
            Set<FaultyPart> before = before(all);
            for (PolicyFault fault : all) {
                (before.contains(FaultyPart.of(fault, request.object())) ? old : fresh).add(fault);
            }
            Set<String> refused = fresh.stream().map(PolicyFault::field).collect(Collectors.toSet());
            List<Judged> kept = ofRules.stream()
                    .filter(judged -> !refused.contains(judged.finding().field()))
                    .toList();
            // If an exemption has ended since it was written, the rule exemption-expired already reports it.
            Set<String> described =
                    kept.stream().map(judged -> judged.finding().field()).collect(Collectors.toSet());
            old.removeIf(fault -> described.contains(fault.field()));
            return Stream.of(
                            judged(findings(fresh), false),
                            judged(findings(old), true),
                            judged(warnings(outcome.warnings()), true),
                            judged(warnings(replacement()), true),
                            judged(isChecked ? List.of() : unchecked(), true),
                            kept)
                    .flatMap(List::stream)
                    .toList();
        }

        /** Returns the faults of the object before the update; none for a creation. */
        private Set<FaultyPart> before(List<PolicyFault> faults) {
            Tree before = request.before();
            if (request.operation() != Operation.UPDATE || faults.isEmpty()) {
                return Set.of();
            }
            boolean isSame = before.at("spec").equals(request.object().at("spec"));
            return (isSame ? faults : faults(before, read(before)))
                    .stream().map(fault -> FaultyPart.of(fault, before)).collect(Collectors.toSet());
        }

        private PolicyReader.Outcome read(Tree document) {
            Set<String> known = new HashSet<>(customRules);
            PolicySet.othersThan(document, world.policies())
                    .forEach(other -> other.custom().forEach(rule -> known.add(rule.id())));
            return reader.read(document, origin(), known, world.now());
        }

        private List<PolicyFault> faults(Tree document, PolicyReader.Outcome outcome) {
            return Stream.concat(outcome.faults().stream(), PolicySet.conflicts(document, world.policies()).stream())
                    .limit(MOST_COMPARED)
                    .toList();
        }

        /** Returns a fault if the policy will have no effect. It can become right without another change, so it is not refused. */
        private List<PolicyFault> replacement() {
            return point == Point.ADMISSION
                    ? PolicySet.replacement(request.object(), world.policies()).stream()
                            .toList()
                    : List.of();
        }

        /** Exemptions in files may be over, because time has passed since the files were written. */
        private PolicyOrigin origin() {
            return point == Point.ADMISSION ? PolicyOrigin.WRITTEN : PolicyOrigin.FILE;
        }

        private List<Finding> unchecked() {
            return List.of(new Violation(
                    "spec.custom",
                    "spec.custom: the last expressions are not checked here, because checking all of them would take too long",
                    "divide the policy, or look at its status",
                    Action.WARN));
        }

        private List<Judged> judged(List<Finding> findings, boolean isOld) {
            Circumstances here = new Circumstances(
                    point,
                    Policy.KIND,
                    request.requester().kind(),
                    isOld,
                    world.commandLine().warnOnly());
            ActionSource source = new ActionSource(ABOUT, Actions.BUILT_IN, Optional.empty());
            return findings.stream()
                    .map(finding -> new Judged(ID, Consequence.of(finding, source, here, Optional.empty()), finding))
                    .toList();
        }
    }

    private static List<Finding> warnings(List<PolicyFault> mistakes) {
        return mistakes.stream()
                .limit(MOST_WARNINGS)
                .<Finding>map(
                        fault -> new Violation(fault.field(), fault.shortMessage(), fault.shortFix(), Action.WARN))
                .toList();
    }

    private static List<Finding> findings(List<PolicyFault> faults) {
        List<Finding> findings = new ArrayList<>();
        faults.stream()
                .limit(MOST_FAULTS)
                .map(fault -> new Violation(fault.field(), fault.shortMessage(), fault.shortFix()))
                .forEach(findings::add);
        if (faults.size() > MOST_FAULTS) {
            findings.add(new Violation(
                    "spec",
                    "spec: there are further faults, which are not shown",
                    "correct the faults listed above first"));
        }
        return findings;
    }
}
