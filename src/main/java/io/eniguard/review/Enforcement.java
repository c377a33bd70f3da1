package io.eniguard.review;

import io.eniguard.policy.Actions;
import io.eniguard.policy.Parameter;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Policies.Scoped;
import io.eniguard.policy.RuleEntry;
import io.eniguard.policy.Subjects;
import io.eniguard.review.Consequence.ActionSource;
import io.eniguard.review.Consequence.Circumstances;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Applies the rules to one object, as the policies that select it demand. Reviews at every point and the fitness of ENIConfigs use this
 * class, so an exemption ends for all of them at the same instant.
 *
 * @param world the world; its parameters apply to everything except rules that have entries
 * @param isGlassBroken whether the requester breaks glass
 */
record Enforcement(RulesInForce rules, Subjects subjects, World world, boolean isGlassBroken) {

    static Enforcement of(RulesInForce rules, Subjects subjects, World world, boolean isGlassBroken) {
        // The world may follow the policies for another object, such as the node that an ENIConfig is to serve.
        Parameters common = world.policies().commonParameters(world.commandLine(), subjects);
        return new Enforcement(rules, subjects, world.withParameters(common).withSubjects(subjects), isGlassBroken);
    }

    /** Returns whether the rule is applied to the object at all, so that its mutating half may change the object. */
    boolean includes(Rule<?> rule) {
        List<Scoped<RuleEntry>> entries = entriesOf(rule);
        return rules.include(rule) && (entries.isEmpty() || !entries.stream().allMatch(this::isOff));
    }

    /** Returns the rule's findings with their consequences; an empty list if the rule is not included or does not check the operation. */
    <T> List<Judged> judge(Rule<T> rule, Change<T> change) {
        if (!rule.about().operations().contains(change.operation()) || !rules.include(rule)) {
            return List.of();
        }
        List<Scoped<RuleEntry>> entries = entriesOf(rule);
        if (entries.isEmpty()) {
            return judged(rule.check(change, world), rule, change, builtIn(rule));
        }
        List<Judged> all = new ArrayList<>();
        if (!world.policies().selectsNewObject(rule.about().id(), subjects)) {
            // The update takes the object out of every entry, so the rule also runs as built in. Otherwise an update
            // could remove a label and add a fault at the same time.
            all.addAll(judged(rule.check(change, world), rule, change, builtIn(rule)));
        }
        // Entries with the same parameters lead to the same findings, so the rule runs only once for all of them.
        Map<Map<Parameter, Object>, List<Finding>> byParameters = new HashMap<>();
        for (Scoped<RuleEntry> entry : entries) {
            if (!isOff(entry)) {
                List<Finding> findings = byParameters.computeIfAbsent(
                        entry.item().parameters(),
                        same -> rule.check(change, world.withParameters(parametersOf(rule, entry.item()))));
                all.addAll(judged(findings, rule, change, source(rule, entry)));
            }
        }
        return Repetitions.removedFrom(all);
    }

    /** Returns findings that are not from {@link Rule#check}, such as those of the rule's mutating half, with their consequences. */
    <T> List<Judged> judge(List<Finding> findings, Rule<T> rule, Change<T> change) {
        List<Scoped<RuleEntry>> entries = entriesOf(rule);
        if (findings.isEmpty() || entries.isEmpty()) {
            return judged(findings, rule, change, builtIn(rule));
        }
        return Repetitions.removedFrom(entries.stream()
                .filter(entry -> !isOff(entry))
                .flatMap(entry -> judged(findings, rule, change, source(rule, entry)).stream())
                .toList());
    }

    private List<Scoped<RuleEntry>> entriesOf(Rule<?> rule) {
        return world.policies().entriesOf(rule.about().id(), subjects);
    }

    private boolean isOff(Scoped<RuleEntry> entry) {
        return entry.item().actions().isOff(rules.point());
    }

    private static ActionSource builtIn(Rule<?> rule) {
        return new ActionSource(rule.about(), Actions.BUILT_IN, Optional.empty());
    }

    private static ActionSource source(Rule<?> rule, Scoped<RuleEntry> entry) {
        return new ActionSource(
                rule.about(), entry.item().actions(), Optional.of(entry.policy().name()));
    }

    /**
     * Returns the parameters of one entry. A parameter of the rule that this entry leaves out comes from the command line, not from another
     * entry.
     */
    private Parameters parametersOf(Rule<?> rule, RuleEntry entry) {
        Map<Parameter, Object> own = new EnumMap<>(Parameter.class);
        Parameter.ofRule(rule.about().id())
                .forEach(parameter ->
                        world.commandLine().value(parameter).ifPresent(value -> own.put(parameter, value)));
        return world.parameters().with(own).with(entry.parameters());
    }

    private <T> List<Judged> judged(List<Finding> findings, Rule<T> rule, Change<T> change, ActionSource source) {
        return findings.isEmpty() ? List.of() : judged(findings, source, circumstances(change, isOld(rule, change)));
    }

    /** Returns the findings with their consequences. Findings whose action is off are left out. */
    List<Judged> judged(List<Finding> findings, ActionSource source, Circumstances here) {
        String rule = source.about().id();
        return findings.stream()
                .map(finding -> new Judged(
                        rule,
                        Consequence.of(finding, source, here, world.policies().exemption(rule, subjects, world.now())),
                        finding))
                .filter(judged -> !judged.isOff())
                .toList();
    }

    Circumstances circumstances(Change<?> change, boolean isOld) {
        return new Circumstances(
                rules.point(),
                subjects.object().kind(),
                change.requester().kind(),
                isOld,
                world.commandLine().warnOnly() || isGlassBroken);
    }

    /** Returns whether the request leaves everything that the rule reads from the object unchanged. */
    private <T> boolean isOld(Rule<T> rule, Change<T> change) {
        return change.isUpdate()
                && change.before()
                        .filter(before -> Objects.equals(rule.reads(before, world), rule.reads(change.object(), world)))
                        .isPresent();
    }
}
