package io.eniguard.policy;

import io.eniguard.policy.LabelSelector.Operator;
import io.eniguard.policy.LabelSelector.Requirement;
import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a Kubernetes label selector. Source of the forms: Kubernetes, "Labels and Selectors". */
final class SelectorReader {

    /** The operators by their names in selectors. */
    static final Map<String, Operator> OPERATORS = operators();

    private static final int MOST_REQUIREMENTS = 50;
    private static final int MOST_VALUES = 100;
    private static final int LONGEST_KEY = 317;
    private static final int LONGEST_VALUE = 63;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private SelectorReader() {}

    private static Map<String, Operator> operators() {
        Map<String, Operator> operators = new LinkedHashMap<>();
        operators.put("In", Operator.IN);
        operators.put("NotIn", Operator.NOT_IN);
        operators.put("Exists", Operator.EXISTS);
        operators.put("DoesNotExist", Operator.DOES_NOT_EXIST);
        return operators;
    }

    static LabelSelector read(PolicyField selector) {
        if (!selector.isMapping(List.of("matchLabels", "matchExpressions"))) {
            return LabelSelector.ANY;
        }
        List<Requirement> requirements = new ArrayList<>(labels(selector.at("matchLabels")));
        for (PolicyField item : selector.at("matchExpressions").items(MOST_REQUIREMENTS)) {
            expression(item).ifPresent(requirements::add);
        }
        return new LabelSelector(requirements);
    }

    private static List<Requirement> labels(PolicyField labels) {
        List<Requirement> requirements = new ArrayList<>();
        if (labels.isAbsent()) {
            return requirements;
        } else if (!(labels.value() instanceof Map<?, ?>)) {
            labels.wrong("is not a mapping", "write a mapping of label keys to values");
            return requirements;
        }
        for (String key : Tree.of(labels.value()).keys()) {
            PolicyField label = labels.at(key);
            checkKey(label, key);
            if (label.isAbsent()) {
                label.fault("the value is missing", "write the value, or use matchExpressions with Exists");
            }
            value(label).ifPresent(value -> requirements.add(new Requirement(key, Operator.IN, Set.of(value))));
        }
        return requirements;
    }

    private static Optional<Requirement> expression(PolicyField item) {
        if (!item.isMapping(List.of("key", "operator", "values"))) {
            return Optional.empty();
        }
        PolicyField keyField = item.at("key");
        Optional<String> key = keyField.required(LONGEST_KEY, "write the key of a label");
        key.ifPresent(name -> checkKey(keyField, name));
        PolicyField operatorField = item.at("operator");
        Optional<String> typed = operatorField.required(Quote.LONGEST, "write In, NotIn, Exists or DoesNotExist");
        Optional<Operator> operator = typed.map(OPERATORS::get);
        if (typed.isPresent() && operator.isEmpty()) {
            operatorField.unknown(typed.get(), "an operator of a label selector", OPERATORS.keySet());
        }
        List<String> values = new ArrayList<>();
        PolicyField valuesField = item.at("values");
        valuesField.items(MOST_VALUES).forEach(one -> value(one).ifPresent(values::add));
        operator.ifPresent(known -> checkValues(valuesField, typed.orElse(""), known));
        return key.isPresent() && operator.isPresent()
                ? Optional.of(new Requirement(key.get(), operator.get(), Set.copyOf(values)))
                : Optional.empty();
    }

    private static void checkValues(PolicyField values, String name, Operator operator) {
        boolean needsValues = operator == Operator.IN || operator == Operator.NOT_IN;
        boolean isEmpty = values.isAbsent() || (values.value() instanceof List<?> list && list.isEmpty());
        if (needsValues && isEmpty) {
            values.fault("the operator %s has no values".formatted(name), "write at least one value");
        } else if (!needsValues && !isEmpty) {
            values.fault("the operator %s takes no values".formatted(name), "remove the values");
        }
    }

    private static Optional<String> value(PolicyField field) {
        Optional<String> value = field.text(LONGEST_VALUE);
        if (value.filter(text -> !text.isEmpty() && !NAME.matcher(text).matches())
                .isPresent()) {
            field.wrong("cannot be the value of a label", "use letters, digits, -, _ and .");
        }
        return value;
    }

    private static void checkKey(PolicyField field, String key) {
        int slash = key.indexOf('/');
        boolean isKey = NAME.matcher(key.substring(slash + 1)).matches()
                && (slash < 0 || PREFIX.matcher(key.substring(0, slash)).matches());
        if (!isKey) {
            field.fault(Quote.of(key) + " cannot be the key of a label", "write a key such as example.com/tier");
        }
    }
}
