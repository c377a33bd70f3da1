package io.eniguard.input;

import io.eniguard.text.PlainText;
import io.eniguard.tree.Place;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * The reason why an input cannot be read.
 *
 * @param file the file, or the name of another source, such as {@code kube}
 * @param line the line, starting at 1; {@value #NO_LINE} if the problem does not concern a particular line
 */
public record InputProblem(String file, int line, String reason) {

    public static final int NO_LINE = 0;

    public InputProblem {
        file = PlainText.oneLine(file);
        reason = PlainText.oneLine(reason);
    }

    /** Creates a problem that concerns the whole file. */
    public InputProblem(String file, String reason) {
        this(file, NO_LINE, reason);
    }

    public static InputProblem at(Place place, String reason) {
        return new InputProblem(place.file(), place.line(), reason);
    }

    /** Describes a failure to read a file. The description contains no content of the file. */
    public static InputProblem of(String file, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return new InputProblem(file, "no such file or folder");
        } else if (failure instanceof AccessDeniedException) {
            return new InputProblem(file, "permission denied");
        }
        return new InputProblem(file, "cannot be read: " + failure.getMessage());
    }

    /** Returns {@code path:line}, or only the path if there is no line. */
    public String where() {
        return line == NO_LINE ? file : file + ":" + line;
    }

    /** Returns {@code path:line: reason}. */
    @Override
    public String toString() {
        return where() + ": " + reason;
    }
}
