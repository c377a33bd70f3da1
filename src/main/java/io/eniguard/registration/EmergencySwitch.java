package io.eniguard.registration;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Switches the webhooks of a stored configuration off and on again. A webhook is off if it has the match condition {@code emergency-off},
 * whose expression is {@code false}: the API server then never calls the webhook, so it can neither refuse nor delay a request. Everything
 * else in the configuration stays as it is, such as the CA bundle.
 */
public final class EmergencySwitch {

    /** The annotation of a configuration whose webhooks are off. */
    public static final String ANNOTATION = "eniguard.io/emergency";

    /** The value of the annotation. */
    public static final String OFF = "off";

    private static final String CONDITIONS = "matchConditions";
    private static final String CONDITION = "emergency-off";

    private EmergencySwitch() {}

    /** Returns the fields for a JSON merge patch that switches all webhooks off; empty if they are off already. */
    public static Optional<Tree> off(Tree configuration) {
        boolean isOff = isAnnotated(configuration)
                && configuration.trees("webhooks").stream().allMatch(EmergencySwitch::isOff);
        return isOff ? Optional.empty() : Optional.of(patch(configuration, OFF, EmergencySwitch::withCondition));
    }

    /** Returns the fields for a JSON merge patch that switches all webhooks on; empty if they are on already. */
    public static Optional<Tree> on(Tree configuration) {
        return isUsed(configuration)
                ? Optional.of(patch(configuration, null, conditions -> conditions))
                : Optional.empty();
    }

    /** Returns whether the configuration is marked as switched off, or whether one of its webhooks is off. */
    public static boolean isUsed(Tree configuration) {
        return isAnnotated(configuration)
                || configuration.trees("webhooks").stream().anyMatch(EmergencySwitch::isOff);
    }

    private static boolean isAnnotated(Tree configuration) {
        return configuration
                .text("metadata", "annotations", ANNOTATION)
                .filter(OFF::equals)
                .isPresent();
    }

    private static boolean isOff(Tree webhook) {
        return webhook.trees(CONDITIONS).stream().anyMatch(EmergencySwitch::isEmergency);
    }

    private static boolean isEmergency(Tree condition) {
        return condition.text("name").filter(CONDITION::equals).isPresent();
    }

    /** A merge patch replaces whole lists, so it contains all webhooks. The version makes the API server refuse it after another change. */
    private static Tree patch(
            Tree configuration,
            @Nullable String annotation,
            UnaryOperator<List<Map<String, @Nullable Object>>> conditions) {
        Map<String, @Nullable Object> annotations = new HashMap<>();
        annotations.put(ANNOTATION, annotation);
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        configuration
                .text("metadata", "resourceVersion")
                .ifPresent(version -> metadata.put("resourceVersion", version));
        metadata.put("annotations", annotations);
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("metadata", metadata);
        fields.put(
                "webhooks",
                configuration.trees("webhooks").stream()
                        .map(webhook -> changed(webhook, conditions))
                        .toList());
        return new Tree(fields);
    }

    private static Map<String, @Nullable Object> changed(
            Tree webhook, UnaryOperator<List<Map<String, @Nullable Object>>> conditions) {
        List<Map<String, @Nullable Object>> others = webhook.trees(CONDITIONS).stream()
                .filter(condition -> !isEmergency(condition))
                .map(Tree::fields)
                .toList();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(webhook.fields());
        fields.remove(CONDITIONS);
        List<Map<String, @Nullable Object>> changed = conditions.apply(others);
        if (!changed.isEmpty()) {
            fields.put(CONDITIONS, changed);
        }
        return fields;
    }

    private static List<Map<String, @Nullable Object>> withCondition(List<Map<String, @Nullable Object>> others) {
        List<Map<String, @Nullable Object>> conditions = new ArrayList<>();
        // The API server evaluates the conditions in order, and ends at the first that is false.
        conditions.add(Map.of("name", CONDITION, "expression", "false"));
        conditions.addAll(others);
        return conditions;
    }
}
