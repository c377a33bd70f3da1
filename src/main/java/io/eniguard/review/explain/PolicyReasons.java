package io.eniguard.review.explain;

import io.eniguard.policy.CustomRule;
import io.eniguard.policy.Policies.Scoped;
import io.eniguard.policy.Policy;
import io.eniguard.policy.Subject;
import io.eniguard.policy.Subjects;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The parts of policies that apply to an object or to a rule, each as a reason. */
record PolicyReasons(World world, ObjectPlaces places) {

    /**
     * Returns the entries, custom rules and exemptions that select the object, in this order. Entries that switch a rule off and exemptions
     * that are over are included. Parts about rules that do not look at objects of this kind are left out.
     */
    List<Reason> about(String kind, Tree object) {
        Subjects subjects = Subjects.of(
                new Subject(kind, object.text("metadata", "name").orElse(""), object.texts("metadata", "labels")));
        List<Scoped<CustomRule>> custom = world.policies().customRulesFor(subjects);
        Set<String> rules = new TreeSet<>();
        custom.forEach(rule -> rules.add(rule.item().id()));
        CatalogueKinds.ofRules().byRule().forEach((rule, kinds) -> {
            if (kinds.contains(kind)) {
                rules.add(rule);
            }
        });
        PolicyItemReason reason =
                new PolicyItemReason(world, places, "applies to this %s, because it selects".formatted(kind));
        List<Reason> reasons = new ArrayList<>();
        world.policies().entriesFor(subjects).stream()
                .filter(entry -> rules.contains(entry.item().rule()))
                .map(reason::of)
                .forEach(reasons::add);
        custom.stream().map(reason::ofCustom).forEach(reasons::add);
        world.policies().exemptionsFor(subjects).stream()
                .filter(exemption -> rules.stream().anyMatch(exemption.item()::covers))
                .map(reason::ofExemption)
                .forEach(reasons::add);
        return reasons;
    }

    /** Returns the entries of the rule or custom rule with this id, and the exemptions from it, whatever objects they select. */
    List<Reason> aboutRule(String id) {
        PolicyItemReason reason = new PolicyItemReason(world, places, "selects");
        List<Reason> reasons = new ArrayList<>();
        List<Reason> exemptions = new ArrayList<>();
        for (Policy policy : world.policies().all()) {
            policy.rules().stream()
                    .filter(entry -> entry.rule().equals(id))
                    .map(entry -> reason.of(new Scoped<>(policy, entry)))
                    .forEach(reasons::add);
            policy.custom().stream()
                    .filter(rule -> rule.id().equals(id))
                    .map(rule -> reason.ofCustom(new Scoped<>(policy, rule)))
                    .forEach(reasons::add);
            policy.exemptions().stream()
                    .filter(exemption -> exemption.covers(id))
                    .map(exemption -> reason.ofExemption(new Scoped<>(policy, exemption)))
                    .forEach(exemptions::add);
        }
        reasons.addAll(exemptions);
        return reasons;
    }
}
