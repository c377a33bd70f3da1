package io.eniguard.audit;

import io.eniguard.rules.Action;
import java.util.List;

/**
 * One reason for which several objects could not be judged, such as a permission that AWS refuses or facts that are too old.
 *
 * @param reason goes on from {@code unknown: }
 * @param action the strictest consequence among the objects
 * @param rules ids of the rules that could not judge, in order of their first appearance
 * @param objects at least two, in the order of the report
 */
public record SharedUnknown(String reason, String fix, Action action, List<String> rules, List<AuditedObject> objects) {

    public SharedUnknown {
        rules = List.copyOf(rules);
        objects = List.copyOf(objects);
    }
}
