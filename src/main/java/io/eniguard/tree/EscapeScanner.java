package io.eniguard.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.scanner.Scanner;
import org.snakeyaml.engine.v2.tokens.ScalarToken;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * Reads the three escapes of YAML 1.2 that snakeyaml-engine 2.10 refuses: {@code \L}, {@code \P} and a backslash before a tab (YAML 1.2.2,
 * section 5.7).
 *
 * <p>Only the library knows where a double-quoted scalar begins, and its scanner cannot be extended. So this class replaces each of these
 * escapes in the text with a substitute: another escape of the same length that the text does not use. In the scalars that the library
 * returns, this class replaces the character of the substitute with the character of the original escape. A scalar of another style
 * contains the substitute as it is written, so this class restores the original escape. All positions in the text stay the same.
 */
final class EscapeScanner implements Scanner {

    /** The escapes that the library lacks. */
    private enum MissingEscape {
        LINE_SEPARATOR("\\L", "\u2028"),
        PARAGRAPH_SEPARATOR("\\P", "\u2029"),
        TAB("\\\t", "\t");

        private final String written;
        private final String meaning;

        MissingEscape(String written, String meaning) {
            this.written = written;
            this.meaning = meaning;
        }
    }

    /** The possible substitutes: escapes for characters that hardly any text contains. */
    private static final List<Substitute> SUBSTITUTES = List.of(
            new Substitute("\\v", 0x0B),
            new Substitute("\\f", 0x0C),
            new Substitute("\\a", 0x07),
            new Substitute("\\b", 0x08),
            new Substitute("\\e", 0x1B),
            new Substitute("\\0", 0x00));

    /** A backslash and a tab, followed by a character after which the tab is part of a scalar in every style. */
    private static final Pattern TAB_INSIDE = Pattern.compile("\\\\\t(?=[^\\s#:,\\[\\]{}])");

    /** An escape that could put a backslash before a letter in a double-quoted scalar, although the two are not adjacent in the text. */
    private static final Pattern HIDDEN_BACKSLASH =
            Pattern.compile("\\\\(x5c|u005c|U0000005c)|\\\\\\\\\\\\[\\r\\n]", Pattern.CASE_INSENSITIVE);

    private final Scanner scanner;
    private final List<Exchange> exchanges;

    private EscapeScanner(Scanner scanner, List<Exchange> exchanges) {
        this.scanner = scanner;
        this.exchanges = exchanges;
    }

    private record Substitute(String written, int character) {

        boolean isFreeIn(String text) {
            return !text.contains(written)
                    && !Pattern.compile("\\\\(x|u00|U000000)%02x".formatted(character), Pattern.CASE_INSENSITIVE)
                            .matcher(text)
                            .find();
        }

        String meaning() {
            return Character.toString(character);
        }
    }

    private record Exchange(MissingEscape missing, Substitute substitute) {

        String in(String text) {
            return missing == MissingEscape.TAB
                    ? TAB_INSIDE.matcher(text).replaceAll(match -> substitute.written.replace("\\", "\\\\"))
                    : text.replace(missing.written, substitute.written);
        }

        String undo(String value) {
            return value.replace(substitute.meaning(), missing.meaning).replace(substitute.written, missing.written);
        }
    }

    /**
     * Returns a scanner for the text. The scanner refuses an escape for which no substitute is free, and all three escapes if the text
     * matches {@link #HIDDEN_BACKSLASH}. Only texts that are made to use all substitutes do so.
     */
    static Scanner of(LoadSettings settings, String text) {
        List<Exchange> exchanges = exchanges(text);
        String exchanged = text;
        for (Exchange exchange : exchanges) {
            exchanged = exchange.in(exchanged);
        }
        Scanner scanner = TabScanner.of(settings, exchanged);
        return exchanges.isEmpty() ? scanner : new EscapeScanner(scanner, exchanges);
    }

    private static List<Exchange> exchanges(String text) {
        List<Exchange> exchanges = new ArrayList<>();
        List<Substitute> free = null;
        for (MissingEscape missing : MissingEscape.values()) {
            if (text.contains(missing.written)) {
                if (free == null) {
                    free = HIDDEN_BACKSLASH.matcher(text).find() ? List.of() : free(text);
                }
                if (exchanges.size() < free.size()) {
                    exchanges.add(new Exchange(missing, free.get(exchanges.size())));
                }
            }
        }
        return exchanges;
    }

    private static List<Substitute> free(String text) {
        return SUBSTITUTES.stream()
                .filter(substitute -> substitute.isFreeIn(text))
                .toList();
    }

    @Override
    public boolean checkToken(Token.ID... choices) {
        return scanner.checkToken(choices);
    }

    @Override
    public boolean checkToken(Token.ID choice) {
        return scanner.checkToken(choice);
    }

    @Override
    public Token peekToken() {
        return corrected(scanner.peekToken());
    }

    @Override
    public Token next() {
        return corrected(scanner.next());
    }

    private Token corrected(Token token) {
        if (!(token instanceof ScalarToken scalar)) {
            return token;
        }
        String value = scalar.getValue();
        for (Exchange exchange : exchanges) {
            value = exchange.undo(value);
        }
        return value.equals(scalar.getValue())
                ? token
                : new ScalarToken(
                        value, scalar.isPlain(), scalar.getStyle(), scalar.getStartMark(), scalar.getEndMark());
    }

    @Override
    public boolean hasNext() {
        return scanner.hasNext();
    }

    @Override
    public void resetDocumentIndex() {
        scanner.resetDocumentIndex();
    }
}
