package io.eniguard.doctor;

import io.eniguard.text.PlainText;
import java.util.Optional;

/**
 * What was found of one subject.
 *
 * @param subject a word or two, the same in each run
 * @param message one line, with the values
 * @param fix what to do, a command where there is one; empty where nothing is to be done
 */
public record Result(String subject, State state, String message, Optional<String> fix) {

    public Result {
        // Answers of other programs are quoted.
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

    /** Of what nobody can do anything about, or another subject already tells. */
    static Result unknown(String subject, String message) {
        return new Result(subject, State.UNKNOWN, message, Optional.empty());
    }
}
