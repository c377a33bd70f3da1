package io.eniguard.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the custom rules of a policy. */
final class CustomRuleReader {

    static final int LONGEST_EXPRESSION = 4_096;
    static final int LONGEST_TEXT = 1_024;
    static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    private static final List<String> FIELDS = List.of(
            "id",
            "action",
            "actions",
            "onUnknown",
            "match",
            "expression",
            "message",
            "messageExpression",
            "fix",
            "field",
            "onError");

    private static final Condition NEVER_EVALUATED = facts -> new Answer.Holds(true);

    private final RuleKinds catalogue;
    private final Conditions conditions;
    private final Set<String> seen = new HashSet<>();

    CustomRuleReader(RuleKinds catalogue, Conditions conditions) {
        this.catalogue = catalogue;
        this.conditions = conditions;
    }

    /**
     * Reads the next custom rule of the policy.
     *
     * @param policy the name of the policy
     * @param ofPolicy the match of the policy
     */
    Optional<CustomRule> read(PolicyField item, String policy, ObjectMatch ofPolicy) {
        if (item.isAbsent()) {
            item.fault("the custom rule is empty", "remove the item, or write an id, an expression and a message");
        }
        if (!item.isMapping(FIELDS)) {
            return Optional.empty();
        }
        Optional<String> id = id(item.at("id"));
        ObjectMatch match = ObjectMatchReader.read(item.at("match"));
        ConditionScope scope = ConditionScope.ofKinds(kinds(match, ofPolicy));
        Condition condition = condition(item.at("expression"), scope);
        Optional<String> message = item.at("message").text(LONGEST_TEXT).filter(text -> !text.isBlank());
        PolicyField computed = item.at("messageExpression");
        if (message.isEmpty() && computed.isAbsent()) {
            item.at("message").fault("there is no message", "write message or messageExpression");
        }
        String name = id.orElse("");
        return Optional.of(new CustomRule(
                name,
                ActionsReader.read(item, Actions.everywhere(Action.WARN)),
                match,
                condition,
                message.orElse("the custom rule %s of the policy %s is violated".formatted(name, policy)),
                messageText(computed, scope),
                item.at("fix")
                        .text(LONGEST_TEXT)
                        .filter(text -> !text.isBlank())
                        .orElse("see the custom rule %s of the policy %s".formatted(name, policy)),
                item.at("field")
                        .text(LONGEST_TEXT)
                        .filter(text -> !text.isBlank())
                        .orElse("metadata.name"),
                ActionsReader.action(item.at("onError")).orElse(Action.WARN)));
    }

    private Optional<String> id(PolicyField field) {
        Optional<String> id = field.required(LONGEST_TEXT, "write an id such as subnet-has-owner");
        id.ifPresent(typed -> {
            if (!ID.matcher(typed).matches()) {
                field.wrong(
                        "is not an id", "use lower-case letters, digits and -, at most 63 characters, a letter first");
            } else if (catalogue.isRule(typed)) {
                field.wrong("is the id of a built-in rule", "choose another id, or configure the rule in spec.rules");
            } else if (!seen.add(typed)) {
                field.wrong("is the id of two custom rules", "give each custom rule an id of its own");
            }
        });
        return id;
    }

    private static Set<String> kinds(ObjectMatch match, ObjectMatch ofPolicy) {
        if (match.kinds().isEmpty()) {
            return ofPolicy.kinds();
        }
        Set<String> both = new HashSet<>(match.kinds());
        both.removeIf(kind -> !ofPolicy.canSelect(kind));
        return both.isEmpty() ? match.kinds() : both;
    }

    private Condition condition(PolicyField field, ConditionScope scope) {
        Optional<String> expression =
                field.required(LONGEST_EXPRESSION, "write a CEL expression that is true for right objects");
        if (expression.isPresent()) {
            try {
                return conditions.compile(expression.get(), scope);
            } catch (FaultyConditionException e) {
                field.fault(e.reason(), "write a CEL expression that yields a bool");
            }
        }
        return NEVER_EVALUATED;
    }

    private Optional<MessageText> messageText(PolicyField field, ConditionScope scope) {
        if (field.isAbsent()) {
            return Optional.empty();
        }
        Optional<String> expression = field.required(LONGEST_EXPRESSION, "write a CEL expression, or remove the field");
        if (expression.isPresent()) {
            try {
                return Optional.of(conditions.compileMessage(expression.get(), scope));
            } catch (FaultyConditionException e) {
                field.fault(e.reason(), "write a CEL expression that yields a string");
            }
        }
        return Optional.empty();
    }
}
