package io.eniguard.input;

import io.eniguard.text.PlainText;
import io.eniguard.tree.Place;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * A reason why an input cannot be read.
 *
 * @param where {@code file:line}, or only the file if the problem is not on a certain line
 */
public record InputProblem(String where, String reason) {

    public InputProblem {
        where = PlainText.oneLine(where);
        reason = PlainText.oneLine(reason);
    }

    public static InputProblem at(Place place, String reason) {
        return new InputProblem(place.toString(), reason);
    }

    /** Describes a failure to read a file. The reason contains nothing from the content of the file. */
    public static InputProblem of(String file, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return new InputProblem(file, "no such file or folder");
        } else if (failure instanceof AccessDeniedException) {
            return new InputProblem(file, "permission denied");
        }
        return new InputProblem(file, "cannot be read: " + failure.getMessage());
    }

    /** Returns {@code path:line: reason}. */
    @Override
    public String toString() {
        return where + ": " + reason;
    }
}
