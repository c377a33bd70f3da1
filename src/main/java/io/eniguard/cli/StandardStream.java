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
 * Standard output or standard error. In UTF-8, whatever the terminal's locale: so is JSON wherever it is read. Remembers the first
 * failure, which a {@link PrintWriter} only hints at. Nothing that steers a terminal passes but colours, where it has some.
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

    /** Why not all could be written. Empty also when the reader, such as {@code head}, had enough and went. */
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
