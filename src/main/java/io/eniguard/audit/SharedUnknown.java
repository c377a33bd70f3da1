package io.eniguard.audit;

import io.eniguard.policy.Action;
import java.util.List;

/**
 * A reason why several objects could not be judged, such as a missing AWS permission or facts that are too old.
 *
 * @param reason the text that follows {@code unknown: } in a report
 * @param action the strictest consequence for any of the objects
 * @param rules the ids of the rules that could not judge the objects, in order of their first appearance
 * @param objects the objects, in the order of the report; at least two
 */
public record SharedUnknown(String reason, String fix, Action action, List<String> rules, List<AuditedObject> objects) {

    public SharedUnknown {
        rules = List.copyOf(rules);
        objects = List.copyOf(objects);
    }
}
