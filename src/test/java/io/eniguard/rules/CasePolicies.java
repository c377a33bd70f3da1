package io.eniguard.rules;

import io.eniguard.net.CidrSet;
import io.eniguard.policy.Action;
import io.eniguard.policy.Actions;
import io.eniguard.policy.ObjectMatch;
import io.eniguard.policy.Parameter;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Policy;
import io.eniguard.policy.RuleEntry;
import io.eniguard.tree.Tree;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the policies of rule cases. */
final class CasePolicies {

    private CasePolicies() {}

    static Policies read(List<Tree> documents) {
        return new Policies(documents.stream()
                .map(document -> new Policy(
                        document.text("metadata", "name").orElseThrow(),
                        ObjectMatch.ANY,
                        document.trees("spec", "rules").stream()
                                .map(CasePolicies::entry)
                                .toList(),
                        List.of(),
                        List.of(),
                        Set.of()))
                .toList());
    }

    private static RuleEntry entry(Tree entry) {
        String rule = entry.text("id").orElseThrow();
        Map<Parameter, Object> values = new EnumMap<>(Parameter.class);
        for (String key : entry.at("parameters").keys()) {
            Parameter parameter = Parameter.of(rule, key).orElseThrow();
            values.put(parameter, value(parameter, entry.at("parameters"), key));
        }
        return new RuleEntry(
                rule,
                entry.text("action")
                        .map(action -> Actions.everywhere(Action.valueOf(action.toUpperCase(Locale.ROOT))))
                        .orElse(Actions.BUILT_IN),
                values,
                ObjectMatch.ANY);
    }

    private static Object value(Parameter parameter, Tree parameters, String key) {
        String[] texts = parameters.list(key).stream().map(String::valueOf).toArray(String[]::new);
        return switch (parameter.type()) {
            case CIDRS -> CidrSet.of(texts);
            case NUMBER -> parameters.integer(key).orElseThrow().intValue();
            case ZONES -> new Parameter.Zones(Set.of(texts));
        };
    }
}
