package io.eniguard.policy;

import java.util.Optional;

/**
 * The object of a review before and after a change.
 *
 * @param object the object after the change; for DELETE, the object to delete
 * @param before the object before the change; empty if it is new, deleted or only judged
 */
public record Subjects(Subject object, Optional<Subject> before) {

    /** Returns the subjects of a review without an earlier object. */
    public static Subjects of(Subject object) {
        return new Subjects(object, Optional.empty());
    }

    /** Returns whether the new or the old object is selected. An entry of a policy then applies, so that no label change escapes it. */
    boolean isAnySelectedBy(ObjectMatch match) {
        return match.selects(object) || before.filter(match::selects).isPresent();
    }

    /**
     * Returns whether the new and the old object are both selected. An exemption applies only if both are selected, so a label change
     * cannot grant one.
     */
    boolean areAllSelectedBy(ObjectMatch match) {
        return match.selects(object) && before.map(match::selects).orElse(true);
    }
}
