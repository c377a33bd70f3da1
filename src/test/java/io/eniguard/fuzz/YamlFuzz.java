package io.eniguard.fuzz;

import io.eniguard.json.TreeWriter;
import io.eniguard.tree.Document;
import io.eniguard.tree.YamlBudget;
import io.eniguard.tree.YamlReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** Checks that any text is either read as YAML, with a tree that can be walked completely, or refused with a line number. */
public final class YamlFuzz {

    private static final int LONGEST_REASON = 300;

    private YamlFuzz() {}

    /**
     * Reads a typical input before the fuzzer measures times. The first input loads and instruments all classes, which takes longer than any
     * input may on a busy machine.
     */
    public static void fuzzerInitialize() {
        fuzzerTestOneInput("a: [b, {c: d}]\n".getBytes(StandardCharsets.UTF_8));
    }

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        YamlReader.Outcome outcome = YamlReader.readUntilError(text, YamlBudget.ofObject());
        if (outcome.error() != null) {
            String reason = String.valueOf(outcome.error().getMessage());
            Claims.that(outcome.error().line() >= 1 && reason.length() <= LONGEST_REASON, reason);
        }
        for (Document document : outcome.documents()) {
            Claims.that(String.valueOf(document.content()).hashCode() != 1, "this walks the tree");
            write(document);
        }
    }

    private static void write(Document document) {
        try {
            TreeWriter.write(document.content(), new StringWriter());
        } catch (IllegalArgumentException e) {
            // JSON cannot express numbers such as .inf.
            Claims.that(String.valueOf(e.getMessage()).contains("Double"), String.valueOf(e));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
