package io.eniguard.doctor;

import io.eniguard.text.PlainText;
import java.util.Optional;

/**
 * The state of one subject.
 *
 * @param subject a word or two, the same in each run
 * @param message one line, with the values
 * @param fix what to do, a command where there is one; empty only where the state is {@link State#OK}
 */
public record Result(String subject, State state, String message, Optional<String> fix) {

    public Result {
        // Messages quote answers of other programs.
        message = PlainText.oneLine(message);
        fix = fix.map(PlainText::oneLine);
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

    /** A subject that could not be examined because a question was not answered. */
    static Result unknown(String subject, Gap gap) {
        return unknown(subject, gap.reason(), gap.fix());
    }
}
