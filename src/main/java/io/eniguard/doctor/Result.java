package io.eniguard.doctor;

import io.eniguard.text.PlainText;
import java.util.Optional;

/**
 * The state of one subject.
 *
 * @param subject one or two words, the same in each run
 * @param message one line with the values
 * @param fix the remedy, a command if there is one; empty exactly if the state is {@link State#OK}
 */
public record Result(String subject, State state, String message, Optional<String> fix) {

    public Result {
        // Messages quote answers of other programs.
        message = PlainText.oneLine(message);
        fix = fix.map(PlainText::oneLine);
        if ((state == State.OK) != fix.filter(text -> !text.isBlank()).isEmpty()) {
            throw new IllegalArgumentException("%s is %s with the fix %s".formatted(subject, state, fix));
        }
    }

    static Result ok(String subject, String message) {
        return new Result(subject, State.OK, message, Optional.empty());
    }

    static Result warning(String subject, String message, String fix) {
        return new Result(subject, State.WARNING, message, Optional.of(fix));
    }

    static Result problem(String subject, String message, String fix) {
        return new Result(subject, State.PROBLEM, message, Optional.of(fix));
    }

    static Result unknown(String subject, String message, String fix) {
        return new Result(subject, State.UNKNOWN, message, Optional.of(fix));
    }

    /** Returns the result of a subject that was not examined because a question has no answer. */
    static Result unknown(String subject, Gap gap) {
        return unknown(subject, gap.reason(), gap.fix());
    }

    /**
     * Returns the result of a subject on which a large part of the report depends, and whose question has no answer. It is unknown if a
     * permission or a setting is missing. Otherwise it is a problem, like a side that was not examined at all: how many questions a slow
     * service answers in time can change from run to run, and the exit code must not.
     */
    static Result unanswered(String subject, String message, Gap gap) {
        return gap.cause() == Gap.Cause.FORBIDDEN || gap.isNotAsked()
                ? unknown(subject, message, gap.fix())
                : problem(subject, message, gap.fix());
    }

    static Result unanswered(String subject, Gap gap) {
        return unanswered(subject, gap.reason(), gap);
    }
}
