package io.eniguard.policy;

import io.eniguard.text.Quote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the exemptions of a policy. */
final class ExemptionReader {

    static final int MOST_RULES = 200;
    static final int LONGEST_REASON = 1_024;
    static final int LONGEST_OWNER = 256;

    /** Further unknown ids count as ids of custom rules, without a warning. */
    private static final int MOST_COMPARED = 100;

    private static final List<String> FIELDS = List.of("rules", "match", "reason", "owner", "until");

    private final RuleKinds catalogue;
    private final Set<String> customIds;
    private final Set<String> usable;
    private final PolicyOrigin origin;
    private final Instant now;
    private final List<PolicyFault> warnings;
    private int compared;

    /**
     * @param customIds the ids of all known custom rules
     * @param warnings receives a warning for each id that can become the id of a custom rule
     */
    ExemptionReader(
            RuleKinds catalogue, Set<String> customIds, PolicyOrigin origin, Instant now, List<PolicyFault> warnings) {
        this.catalogue = catalogue;
        this.customIds = customIds;
        this.usable = new TreeSet<>(catalogue.configurable());
        usable.addAll(customIds);
        this.origin = origin;
        this.now = now;
        this.warnings = warnings;
    }

    Optional<Exemption> read(PolicyField item) {
        if (item.isAbsent()) {
            item.fault("the exemption is empty", "remove the item, or write rules, reason, owner and until");
        }
        if (!item.isMapping(FIELDS)) {
            return Optional.empty();
        }
        Set<String> rules = rules(item.at("rules"));
        ObjectMatch match = ObjectMatchReader.read(item.at("match"));
        checkKinds(item, rules);
        String reason = item.at("reason")
                .required(LONGEST_REASON, "write why the objects are exempt")
                .orElse("");
        String owner = item.at("owner")
                .required(LONGEST_OWNER, "write who answers for the exemption")
                .orElse("");
        return UntilReader.read(item.at("until"), origin, now)
                .map(until -> new Exemption(rules, match, reason, owner, until));
    }

    private Set<String> rules(PolicyField field) {
        Set<String> rules = new LinkedHashSet<>();
        if (field.isAbsent() || (field.value() instanceof List<?> list && list.isEmpty())) {
            field.fault("no rules are named", "write the ids of rules, or \"*\" for all");
            return rules;
        }
        for (PolicyField item : field.items(MOST_RULES)) {
            item.required(LONGEST_OWNER, "remove the item, or write the id of a rule")
                    .ifPresent(id -> {
                        rules.add(id);
                        checkRule(item, id);
                    });
        }
        if (rules.contains(Exemption.ALL_RULES) && rules.size() > 1) {
            field.fault("\"*\" already includes all rules", "write \"*\" alone, or name the rules without \"*\"");
        }
        return rules;
    }

    private void checkRule(PolicyField item, String id) {
        boolean isFixed = catalogue.isRule(id) && !catalogue.isConfigurable(id);
        if (isFixed) {
            item.wrong("has a fixed action", "remove the rule");
        } else if (!id.equals(Exemption.ALL_RULES)
                && !catalogue.isRule(id)
                && !customIds.contains(id)
                && !isUnknownCustomRule(id)) {
            if (isCustomRuleToCome(id)) {
                warnOfCustomRuleToCome(item, id);
            } else {
                item.unknown(id, "the id of a rule", usable);
            }
        }
    }

    private void warnOfCustomRuleToCome(PolicyField item, String id) {
        if (warnings.size() < MOST_COMPARED) {
            warnings.add(item.asFault(
                    Quote.of(id) + " is no built-in rule, and no policy in force has a custom rule with this id",
                    "apply the policy with the custom rule, or correct the id"));
        }
    }

    /** Returns whether the id may belong to a custom rule whose policy has been deleted since this policy was stored, or is not known. */
    private boolean isUnknownCustomRule(String id) {
        return (origin == PolicyOrigin.STORED || origin == PolicyOrigin.FILE_BESIDE_CLUSTER)
                && CustomRuleReader.ID.matcher(id).matches();
    }

    /**
     * Returns whether the id may belong to a custom rule of a policy that is written next, as by {@code kubectl apply} for a folder. An id
     * that resembles the id of a built-in rule is rather a typing error.
     */
    private boolean isCustomRuleToCome(String id) {
        return origin == PolicyOrigin.WRITTEN
                && CustomRuleReader.ID.matcher(id).matches()
                // A document can name a hundred thousand rules, and the search for near names takes the most time.
                && (compared++ >= MOST_COMPARED
                        || !PolicyField.isNearOne(id, catalogue.byRule().keySet()));
    }

    /** Reports kinds that none of the rules looks at, and rules that look at none of the kinds. */
    private void checkKinds(PolicyField item, Set<String> rules) {
        List<PolicyField> kinds = new ArrayList<>(item.at("match").at("kinds").elements());
        kinds.removeIf(kind -> !(kind.value() instanceof String name && ConditionScope.KINDS.contains(name)));
        if (kinds.isEmpty() || rules.isEmpty() || !rules.stream().allMatch(catalogue::isConfigurable)) {
            // Custom rules can look at all kinds.
            return;
        }
        Set<String> looked = new TreeSet<>();
        rules.forEach(rule -> looked.addAll(catalogue.of(rule)));
        looked.retainAll(ConditionScope.KINDS);
        for (PolicyField kind : kinds) {
            if (!looked.contains(String.valueOf(kind.value()))) {
                kind.fault(
                        "%s does not look at objects of the kind %s".formatted(String.join(", ", rules), kind.value()),
                        "use " + String.join(", ", looked));
            }
        }
        Set<String> given = new TreeSet<>();
        kinds.forEach(kind -> given.add(String.valueOf(kind.value())));
        for (String rule : rules) {
            if (Collections.disjoint(catalogue.of(rule), given) && !Collections.disjoint(looked, given)) {
                item.at("rules")
                        .fault(
                                "%s does not look at objects of the kind %s".formatted(rule, String.join(", ", given)),
                                "remove the rule, or add the kind "
                                        + String.join(", ", new TreeSet<>(catalogue.of(rule))));
            }
        }
    }
}
