package io.eniguard.review.explain;

import io.eniguard.net.CidrSet;
import io.eniguard.policy.Action;
import io.eniguard.policy.Actions;
import io.eniguard.policy.CustomRule;
import io.eniguard.policy.Exemption;
import io.eniguard.policy.ObjectMatch;
import io.eniguard.policy.Parameter;
import io.eniguard.policy.Point;
import io.eniguard.policy.Policies.Scoped;
import io.eniguard.policy.Policy;
import io.eniguard.policy.Requester;
import io.eniguard.policy.RuleEntry;
import io.eniguard.text.Quote;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Describes one item of a policy as a reason.
 *
 * @param selects the verb of the sentence about the selected objects, such as {@code selects}
 */
record PolicyItemReason(World world, ObjectPlaces places, String selects) {

    private static final String TOPIC = "policy";

    Reason of(Scoped<RuleEntry> entry) {
        String rule = entry.item().rule();
        Action builtIn = RuleReasoning.about(rule)
                .map(about -> about.actionFor().getOrDefault(Requester.Kind.PERSON, about.action()))
                .orElse(Action.WARN);
        Map<String, Object> parameters = parameters(entry.item().parameters());
        String set = parameters.isEmpty()
                ? ""
                : " The entry sets %s."
                        .formatted(parameters.entrySet().stream()
                                .map(value ->
                                        "the parameter %s to %s".formatted(value.getKey(), inWords(value.getValue())))
                                .collect(Collectors.joining(" and ")));
        return reason(
                        "entry",
                        entry.policy(),
                        rule,
                        entry.item().actions(),
                        builtIn,
                        set,
                        entry.item().match())
                .with("parameters", parameters);
    }

    Reason ofCustom(Scoped<CustomRule> rule) {
        CustomRule custom = rule.item();
        String message = " Its message is %s.".formatted(Quote.of(custom.message()));
        return reason("custom", rule.policy(), custom.id(), custom.actions(), Action.WARN, message, custom.match())
                .with("parameters", Map.of());
    }

    Reason ofExemption(Scoped<Exemption> scoped) {
        Exemption exemption = scoped.item();
        boolean isOver = exemption.until().isOver(world.now());
        List<String> rules = List.copyOf(new TreeSet<>(exemption.rules()));
        String match = MatchPhrase.of(scoped.policy().match(), exemption.match());
        return Reason.of(
                        TOPIC,
                        "The policy %s contains an exemption from %s. %s until %s%s. The exemption %s %s. Its reason is %s. Its owner is %s."
                                .formatted(
                                        scoped.policy().name(),
                                        rules.contains(Exemption.ALL_RULES) ? "all rules" : String.join(", ", rules),
                                        isOver ? "It was in force" : "It is in force",
                                        exemption.until().text(),
                                        isOver ? " and has no effect now" : "",
                                        isOver ? "selects" : selects,
                                        match,
                                        Quote.of(exemption.reason()),
                                        exemption.owner()))
                .with("part", "exemption")
                .with("policy", scoped.policy().name())
                .with("rules", rules)
                .with("until", exemption.until().text())
                .with("inForce", !isOver)
                .with("reason", exemption.reason())
                .with("owner", exemption.owner())
                .with("match", match)
                .from(places.of(Policy.KIND, scoped.policy().name()));
    }

    private Reason reason(
            String part, Policy policy, String rule, Actions actions, Action builtIn, String more, ObjectMatch match) {
        String unknown = actions.onUnknown()
                .map(action -> " A missing fact leads to %s at most.".formatted(action.word()))
                .orElse("");
        String phrase = MatchPhrase.of(policy.match(), match);
        Reason reason = Reason.of(
                        TOPIC,
                        "The policy %s sets the %srule %s to %s.%s%s The %s %s %s."
                                .formatted(
                                        policy.name(),
                                        part.equals("custom") ? "custom " : "",
                                        rule,
                                        actions(actions, builtIn),
                                        unknown,
                                        more,
                                        part.equals("custom") ? "rule" : "entry",
                                        selects,
                                        phrase))
                .with("part", part)
                .with("policy", policy.name())
                .with("rule", rule);
        for (Point point : Point.values()) {
            reason = reason.with(
                    point.word(), actions.ofViolation(point, builtIn).word());
        }
        return reason.with("onUnknown", actions.onUnknown().map(Action::word))
                .with("match", phrase)
                .from(places.of(Policy.KIND, policy.name()));
    }

    /** Returns a phrase such as {@code warn at admission, deny (built-in) in audits and deny in check}. */
    private static String actions(Actions actions, Action builtIn) {
        List<String> words = Stream.of(Point.values())
                .map(point -> actions.ofViolation(point, builtIn).word()
                        + (actions.byPoint().containsKey(point) ? "" : " (built-in)"))
                .toList();
        return words.stream().distinct().count() == 1
                ? words.get(0) + " at all points"
                : "%s at admission, %s in audits and %s in check".formatted(words.toArray());
    }

    /** Returns the parameters by the names that policies use, in a fixed order. The values are numbers and lists of texts. */
    private static Map<String, Object> parameters(Map<Parameter, Object> values) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        values.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> parameters.put(entry.getKey().key(), plain(entry.getValue())));
        return parameters;
    }

    private static Object plain(Object value) {
        if (value instanceof CidrSet blocks) {
            return blocks.blocks().stream().map(Object::toString).toList();
        }
        return value instanceof Parameter.Zones zones ? List.copyOf(new TreeSet<>(zones.namesOrIds())) : value;
    }

    private static String inWords(Object value) {
        if (!(value instanceof List<?> list)) {
            return value.toString();
        }
        List<String> texts = new ArrayList<>();
        list.forEach(one -> texts.add(String.valueOf(one)));
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }
}
