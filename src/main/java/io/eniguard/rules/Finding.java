package io.eniguard.rules;

import io.eniguard.world.Fact;

/** What a rule has to say of an object. None means that the object passes. */
public sealed interface Finding {

    /** The field's path as the manifest spells it, such as {@code spec.subnet}; {@code metadata.name} where it is about the whole. */
    String field();

    /** What is wrong, with the values; one line without the rule's id. */
    String message();

    /** What to do; one line that goes on from "Fix: ". */
    String fix();

    /** The strictest action that may follow. */
    Action atMost();

    /** The same finding with a milder consequence. */
    Finding atMost(Action limit);

    /** Returns the same finding with another message. */
    Finding withMessage(String other);

    /** As reports spell the outcome. */
    String outcome();

    /** The object breaks the rule. */
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
     * Whether the object breaks the rule cannot be told.
     *
     * @param about what is missing
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
