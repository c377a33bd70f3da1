package io.eniguard.rules;

import io.eniguard.world.Fact;

/** A result of a rule for an object. An object without findings passes the rule. */
public sealed interface Finding {

    /**
     * Returns the path of the field in the manifest, such as {@code spec.subnet}. For findings about the whole object, this is
     * {@code metadata.name}.
     */
    String field();

    /** Returns the problem with the values that matter, on one line without the rule's id. */
    String message();

    /** Returns the fix, as a line that follows "Fix: ". */
    String fix();

    /** Returns the strictest action that the finding can lead to. */
    Action atMost();

    /** Returns the same finding, but with at most this action. */
    Finding atMost(Action limit);

    /** Returns the same finding with another message. */
    Finding withMessage(String other);

    /** Returns the outcome as reports spell it. */
    String outcome();

    /** The object violates the rule. */
    record Violation(String field, String message, String fix, Action atMost) implements Finding {

        public Violation(String field, String message, String fix) {
            this(field, message, fix, Action.DENY);
        }

        @Override
        public Finding atMost(Action limit) {
            return new Violation(field, message, fix, atMost.butAtMost(limit));
        }

        @Override
        public Finding withMessage(String other) {
            return new Violation(field, other, fix, atMost);
        }

        @Override
        public String outcome() {
            return "violation";
        }
    }

    /**
     * It is unknown whether the object violates the rule.
     *
     * @param about the kind of fact that is missing
     */
    record Unknown(String field, String message, String fix, Fact.Missing about, Action atMost) implements Finding {

        public Unknown(String field, String message, String fix, Fact.Missing about) {
            this(field, message, fix, about, Action.WARN);
        }

        @Override
        public Finding atMost(Action limit) {
            return new Unknown(field, message, fix, about, atMost.butAtMost(limit));
        }

        @Override
        public Finding withMessage(String other) {
            return new Unknown(field, other, fix, about, atMost);
        }

        @Override
        public String outcome() {
            return "unknown";
        }
    }
}
