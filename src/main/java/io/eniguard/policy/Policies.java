package io.eniguard.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * All policies in force. The answers do not depend on the order of the policies or of the items in them. Objects of this class are
 * immutable, and can be used by many threads.
 */
public final class Policies {

    public static final Policies NONE = new Policies(List.of());

    private static final Comparator<Granted> ENDS_LAST = Comparator.comparing(
                    (Granted granted) -> granted.exemption().until().end())
            .reversed()
            .thenComparing(Granted::policy)
            .thenComparing(granted -> granted.exemption().reason())
            .thenComparing(granted -> granted.exemption().owner())
            .thenComparing(granted -> granted.exemption().until().text());

    private static final Comparator<Scoped<CustomRule>> BY_POLICY_AND_ID = Comparator.comparing(
                    (Scoped<CustomRule> rule) -> rule.policy().name())
            .thenComparing(rule -> rule.item().id());

    private final List<Policy> all;
    private final Set<String> replacing;
    private final Map<String, List<Scoped<RuleEntry>>> entriesByRule = new HashMap<>();
    private final Set<Parameter> parameters = EnumSet.noneOf(Parameter.class);
    private final List<Scoped<CustomRule>> custom = new ArrayList<>();
    private final List<Granted> exemptions = new ArrayList<>();

    public Policies(List<Policy> policies) {
        this(policies, Set.of());
    }

    /** @param replacing the names of the policies that replace stored policies of the same name */
    Policies(List<Policy> policies, Set<String> replacing) {
        this.replacing = Set.copyOf(replacing);
        all = policies.stream().sorted(Comparator.comparing(Policy::name)).toList();
        for (Policy policy : all) {
            for (RuleEntry entry : policy.rules()) {
                entriesByRule
                        .computeIfAbsent(entry.rule(), absent -> new ArrayList<>())
                        .add(new Scoped<>(policy, entry));
                parameters.addAll(entry.parameters().keySet());
            }
            policy.custom().forEach(rule -> custom.add(new Scoped<>(policy, rule)));
            policy.exemptions().forEach(exemption -> exemptions.add(new Granted(policy, exemption)));
        }
        exemptions.sort(ENDS_LAST);
        // The rules of one review share a budget, so their order decides which of them are stopped.
        custom.sort(BY_POLICY_AND_ID);
    }

    /**
     * An item of a policy.
     *
     * @param policy the policy that contains the item
     */
    public record Scoped<T>(Policy policy, T item) {}

    private record Granted(Policy scope, Exemption exemption) {

        String policy() {
            return scope.name();
        }
    }

    /** Returns the same policies, in which each custom rule has the condition that the function returns. */
    public Policies withConditions(BiFunction<Policy, CustomRule, Condition> conditions) {
        return custom.isEmpty()
                ? this
                : new Policies(
                        all.stream()
                                .map(policy -> policy.withCustom(policy.custom().stream()
                                        .map(rule -> rule.withCondition(conditions.apply(policy, rule)))
                                        .toList()))
                                .toList(),
                        replacing);
    }

    /** Returns the policies in order of their names. */
    public List<Policy> all() {
        return all;
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** Returns whether a policy of a file has the name, so that a stored policy of this name has no effect. */
    public boolean replaceStored(String name) {
        return replacing.contains(name);
    }

    /** Returns the entries of the rule that select the new or the old object, in order of the policies' names. */
    public List<Scoped<RuleEntry>> entriesOf(String rule, Subjects subjects) {
        return entriesByRule.getOrDefault(rule, List.of()).stream()
                .filter(entry -> subjects.isAnySelectedBy(entry.policy().match())
                        && subjects.isAnySelectedBy(entry.item().match()))
                .toList();
    }

    /** Returns whether an entry of the rule selects the new object, and not only the old one. */
    public boolean selectsNewObject(String rule, Subjects subjects) {
        return !entriesOf(rule, Subjects.of(subjects.object())).isEmpty();
    }

    /** Returns the custom rules that select the new or the old object, in order of the names of their policies and of their own ids. */
    public List<Scoped<CustomRule>> customRulesFor(Subjects subjects) {
        return custom.stream()
                .filter(rule -> subjects.isAnySelectedBy(rule.policy().match())
                        && subjects.isAnySelectedBy(rule.item().match()))
                .toList();
    }

    /** Returns the entries of all rules that select the new or the old object, in order of the policies' names. */
    public List<Scoped<RuleEntry>> entriesFor(Subjects subjects) {
        return all.stream()
                .filter(policy -> subjects.isAnySelectedBy(policy.match()))
                .flatMap(policy -> policy.rules().stream()
                        .filter(entry -> subjects.isAnySelectedBy(entry.match()))
                        .map(entry -> new Scoped<>(policy, entry)))
                .toList();
    }

    /**
     * Returns the exemptions that select both the new and the old object. The exemption that ends last is the first one. Exemptions that
     * are over are included.
     */
    public List<Scoped<Exemption>> exemptionsFor(Subjects subjects) {
        return exemptions.stream()
                .filter(granted -> subjects.areAllSelectedBy(granted.scope().match())
                        && subjects.areAllSelectedBy(granted.exemption().match()))
                .map(granted -> new Scoped<>(granted.scope(), granted.exemption()))
                .toList();
    }

    /** Returns the ids of all custom rules. */
    public Set<String> customRuleIds() {
        Set<String> ids = new TreeSet<>();
        custom.forEach(rule -> ids.add(rule.item().id()));
        return Collections.unmodifiableSet(ids);
    }

    /**
     * Returns the exemption in force at the instant that exempts the object from the rule; empty if there is none. If there are several,
     * the one that ends last is returned.
     */
    public Optional<Exempted> exemption(String rule, Subjects subjects, Instant now) {
        return exemptions.stream()
                .filter(granted -> granted.exemption().covers(rule)
                        && !granted.exemption().until().isOver(now))
                .filter(granted -> subjects.areAllSelectedBy(granted.scope().match())
                        && subjects.areAllSelectedBy(granted.exemption().match()))
                .findFirst()
                .map(granted -> new Exempted(
                        granted.policy(),
                        granted.exemption().reason(),
                        granted.exemption().owner(),
                        granted.exemption().until()));
    }

    /** Returns the first policy by name that selects the object and lets one of the groups break glass; empty if there is none. */
    public Optional<String> breakGlass(Subjects subjects, Set<String> groups) {
        return all.stream()
                .filter(policy -> !Collections.disjoint(policy.breakGlassGroups(), groups))
                .filter(policy -> subjects.areAllSelectedBy(policy.match()))
                .map(Policy::name)
                .findFirst();
    }

    /**
     * Returns the parameters for everything that is not a rule with entries of its own: other rules that follow the same parameters, patches
     * and fixes. The entries that select the object decide. If several entries apply, their lists of blocks are united, the lower pod
     * ceilings count, and the higher {@code hostNetworkPods} and {@code largeFromVcpus} count.
     *
     * @param base the parameters of the command line
     */
    public Parameters commonParameters(Parameters base, Subjects subjects) {
        return isEmpty() ? base : CommonParameters.of(base, this, subjects);
    }

    /** Returns whether an entry sets the parameter for any object. */
    boolean setAnywhere(Parameter parameter) {
        return parameters.contains(parameter);
    }

    /** Returns whether the same exemptions are in force at both instants. */
    public boolean areSameAt(Instant one, Instant other) {
        return exemptions.stream()
                .map(granted -> granted.exemption().until())
                .allMatch(until -> until.isOver(one) == until.isOver(other));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Policies policies && policies.all.equals(all) && policies.replacing.equals(replacing);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }
}
