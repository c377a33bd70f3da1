package io.eniguard.rules;

import io.eniguard.policy.Action;
import io.eniguard.world.Fact;

/** A problem that a rule finds in an object, or a question that the rule cannot answer. An object without findings passes the rule. */
public sealed interface Finding {

    /**
     * Returns the path of the field in the manifest, such as {@code spec.subnet}. For findings about the whole object, this is
     * {@code metadata.name}.
     */
    String field();

    /** Returns the problem, including the values that matter, on one line without the rule's id. */
    String message();

    /** Returns the fix, as one line that follows "Fix: ". */
    String fix();

    /** Returns the strictest action that the finding can lead to. */
    Action atMost();

    /** Returns the same finding, but with at most this action. */
    Finding atMost(Action limit);

    /** Returns the same finding with a message that begins with this text, such as {@code ConfigMap kubelet: }. */
    Finding withPrefix(String prefix);

    /** Returns the name of the outcome in reports. */
    String outcome();

    /** States that the object violates the rule. */
    record Violation(String field, String message, String fix, Action atMost) implements Finding {

        public Violation(String field, String message, String fix) {
            this(field, message, fix, Action.DENY);
        }

        @Override
        public Finding atMost(Action limit) {
            return new Violation(field, message, fix, atMost.butAtMost(limit));
        }

        @Override
        public Finding withPrefix(String prefix) {
            return new Violation(field, prefix + message, fix, atMost);
        }

        @Override
        public String outcome() {
            return "violation";
        }
    }

    /**
     * States that it is unknown whether the object violates the rule.
     *
     * @param question the open question, such as {@code unknown whether sg-1 exists}
     * @param reason the reason why the question is open. Findings about several objects can have the same reason.
     * @param notJudged the ids of other rules that could not judge the object for the same reason, or their number; may be empty
     * @param about the kind of fact that is missing
     */
    record Unknown(
            String field,
            String question,
            String reason,
            String notJudged,
            String fix,
            Fact.Missing about,
            Action atMost)
            implements Finding {

        private static final String NOT_JUDGED = "; not judged: ";

        public Unknown(String field, String question, String reason, String fix, Fact.Missing about, Action atMost) {
            this(field, question, reason, "", fix, about, atMost);
        }

        public Unknown(String field, String question, String reason, String fix, Fact.Missing about) {
            this(field, question, reason, fix, about, Action.DENY);
        }

        @Override
        public String message() {
            return question + ": " + reason + (notJudged.isEmpty() ? "" : NOT_JUDGED + notJudged);
        }

        @Override
        public Finding atMost(Action limit) {
            return new Unknown(field, question, reason, notJudged, fix, about, atMost.butAtMost(limit));
        }

        @Override
        public Finding withPrefix(String prefix) {
            return new Unknown(field, prefix + question, reason, notJudged, fix, about, atMost);
        }

        /**
         * Returns the same finding, but with the ids of other rules that could not judge the object for the same reason, or with their
         * number.
         */
        public Unknown withNotJudged(String rules) {
            return new Unknown(field, question, reason, rules, fix, about, atMost);
        }

        @Override
        public String outcome() {
            return "unknown";
        }
    }
}
