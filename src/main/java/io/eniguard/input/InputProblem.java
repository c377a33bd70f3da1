package io.eniguard.input;

import io.eniguard.text.PlainText;
import io.eniguard.tree.Place;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * The reason why an input cannot be read.
 *
 * @param file the file, or the source that stands in its place, such as {@code kube}
 * @param line counted from 1; {@value #NO_LINE} if no line is to blame
 */
public record InputProblem(String file, int line, String reason) {

    public static final int NO_LINE = 0;

    public InputProblem {
        file = PlainText.oneLine(file);
        reason = PlainText.oneLine(reason);
    }

    /** A problem of the file as a whole. */
    public InputProblem(String file, String reason) {
        this(file, NO_LINE, reason);
    }

    public static InputProblem at(Place place, String reason) {
        return new InputProblem(place.file(), place.line(), reason);
    }

    /** Quotes nothing of what the file holds. */
    public static InputProblem of(String file, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return new InputProblem(file, "no such file or folder");
        } else if (failure instanceof AccessDeniedException) {
            return new InputProblem(file, "permission denied");
        }
        return new InputProblem(file, "cannot be read: " + failure.getMessage());
    }

    /** {@code path:line}, or the path alone. */
    public String where() {
        return line == NO_LINE ? file : file + ":" + line;
    }

    /** {@code path:line: reason}. */
    @Override
    public String toString() {
        return where() + ": " + reason;
    }
}
