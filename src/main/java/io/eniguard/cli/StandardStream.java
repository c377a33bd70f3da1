package io.eniguard.cli;

import io.eniguard.text.PlainWriter;
import io.eniguard.text.PlainWriter.Colours;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * Standard output or standard error. The encoding is UTF-8 in every locale, because JSON requires UTF-8. The stream keeps the first
 * exception, since {@link PrintWriter} does not report the reason of a failure. Characters that control a terminal are removed. Colours are
 * kept if the terminal supports colours.
 */
final class StandardStream extends FilterOutputStream {

    private @Nullable IOException failure;

    private final PrintWriter writer;

    private StandardStream(OutputStream stream, boolean lineByLine) {
        super(stream);
        Colours colours = Ansi.AUTO.enabled() ? Colours.KEPT : Colours.REMOVED;
        writer = new PrintWriter(
                new PlainWriter(new OutputStreamWriter(this, StandardCharsets.UTF_8), colours), lineByLine);
    }

    static StandardStream out() {
        return new StandardStream(new FileOutputStream(FileDescriptor.out), false);
    }

    static StandardStream err() {
        return new StandardStream(new FileOutputStream(FileDescriptor.err), true);
    }

    PrintWriter writer() {
        return writer;
    }

    /**
     * Returns the reason of the first failed write. Returns empty if no write failed, or if a reader such as {@code head} closed the pipe.
     */
    Optional<String> failure() {
        return Optional.ofNullable(failure)
                .map(reason -> String.valueOf(reason.getMessage()))
                .filter(reason -> !reason.contains("Broken pipe"));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
            throw e;
        }
    }
}
