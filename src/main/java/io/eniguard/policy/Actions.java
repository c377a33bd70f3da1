package io.eniguard.policy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The actions of an entry or of a custom rule.
 *
 * @param byPoint the actions of violations; a point that is absent keeps the built-in action of the rule
 * @param onUnknown the action of unknowns at every point; empty for the milder of a warning and the action of a violation
 */
public record Actions(Map<Point, Action> byPoint, Optional<Action> onUnknown) {

    /** Actions that change nothing. */
    public static final Actions BUILT_IN = new Actions(Map.of(), Optional.empty());

    public Actions {
        byPoint = Map.copyOf(byPoint);
    }

    /** Returns actions with the same action of violations at every point. */
    public static Actions everywhere(Action action) {
        Map<Point, Action> all = new EnumMap<>(Point.class);
        for (Point point : Point.values()) {
            all.put(point, action);
        }
        return new Actions(all, Optional.empty());
    }

    /** Returns whether the rule is not evaluated at the point. */
    public boolean isOff(Point point) {
        return byPoint.get(point) == Action.OFF;
    }

    /** @param builtIn the action of the rule without this entry */
    public Action ofViolation(Point point, Action builtIn) {
        return byPoint.getOrDefault(point, builtIn);
    }

    /** @param builtIn the action of the rule without this entry */
    public Action ofUnknown(Point point, Action builtIn) {
        return onUnknown.orElseGet(() -> ofViolation(point, builtIn).butAtMost(Action.WARN));
    }
}
