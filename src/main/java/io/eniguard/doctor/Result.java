package io.eniguard.doctor;

import io.eniguard.text.PlainText;
import java.util.Optional;

/**
 * The result about one subject.
 *
 * @param subject the name of the subject: one or two words that are the same in each run
 * @param message one line with the values
 * @param fix the remedy, a command if there is one; empty exactly if the state is {@link State#OK}
 */
public record Result(String subject, State state, String message, Optional<String> fix) {

    public Result {
        // Messages quote answers of other programs, which may have several lines.
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
     * Returns the result of a subject whose question has no answer, and on which a large part of the report depends. The result is unknown
     * if a permission or a setting is missing. Otherwise the result is a problem, even if the service is only slow. A slow service may
     * leave different questions unanswered in two runs, but the exit code must be the same in both runs.
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
