package io.eniguard.input;

import io.eniguard.text.PlainText;
import io.eniguard.tree.Place;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * Why something that was given cannot be read.
 *
 * @param where {@code file:line}, or the file alone where no line is to blame
 */
public record InputProblem(String where, String reason) {

    public InputProblem {
        where = PlainText.oneLine(where);
        reason = PlainText.oneLine(reason);
    }

    public static InputProblem at(Place place, String reason) {
        return new InputProblem(place.toString(), reason);
    }

    /** Without anything that the file holds. */
    public static InputProblem of(String file, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return new InputProblem(file, "no such file or folder");
        } else if (failure instanceof AccessDeniedException) {
            return new InputProblem(file, "permission denied");
        }
        return new InputProblem(file, "cannot be read: " + failure.getMessage());
    }

    /** {@code path:line: what is wrong}. */
    @Override
    public String toString() {
        return where + ": " + reason;
    }
}
