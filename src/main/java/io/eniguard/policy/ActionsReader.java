package io.eniguard.policy;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the fields {@code action}, {@code actions} and {@code onUnknown} of a policy. */
final class ActionsReader {

    /** The actions by their names in policies. */
    static final Map<String, Action> NAMES = names();

    /** The names of the points in policies. */
    static final List<String> POINTS =
            Stream.of(Point.values()).map(Point::word).toList();

    private ActionsReader() {}

    private static Map<String, Action> names() {
        Map<String, Action> names = new LinkedHashMap<>();
        for (Action action : List.of(Action.DENY, Action.WARN, Action.AUDIT, Action.OFF)) {
            String word = action.word();
            names.put(Character.toUpperCase(word.charAt(0)) + word.substring(1), action);
        }
        return names;
    }

    /** @param otherwise the action at points for which the item has none */
    static Actions read(PolicyField item, Actions otherwise) {
        Map<Point, Action> byPoint = new EnumMap<>(Point.class);
        byPoint.putAll(otherwise.byPoint());
        action(item.at("action"))
                .ifPresent(action -> byPoint.putAll(Actions.everywhere(action).byPoint()));
        PolicyField actions = item.at("actions");
        if (actions.isMapping(POINTS)) {
            for (Point point : Point.values()) {
                action(actions.at(point.word())).ifPresent(action -> byPoint.put(point, action));
            }
        }
        return new Actions(byPoint, action(item.at("onUnknown")));
    }

    static Optional<Action> action(PolicyField field) {
        if (field.isAbsent()) {
            return Optional.empty();
        } else if (Boolean.FALSE.equals(field.value())) {
            // kubectl reads YAML 1.1, in which Off without quotes is the boolean false.
            return Optional.of(Action.OFF);
        }
        Optional<Action> action =
                field.value() instanceof String typed ? Optional.ofNullable(NAMES.get(typed)) : Optional.empty();
        if (action.isEmpty()) {
            field.wrong("is not an action", PolicyField.didYouMean(String.valueOf(field.value()), NAMES.keySet()));
        }
        return action;
    }
}
