package io.eniguard.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.scanner.Scanner;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.ScalarToken;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * Reads the three escapes of YAML 1.2 that snakeyaml-engine 2.10 refuses: {@code \L}, {@code \P} and a backslash before a tab (YAML
 * 1.2.2, section 5.7).
 *
 * <p>Only the library knows where a double-quoted scalar begins, and its scanner is closed. So each of these escapes is exchanged for one
 * of the same length that the text does not use, and the scalars that come out are corrected: the character of the other escape
 * stands for ours, and the other escape as it is written, which other styles of scalars keep, for ours as it is written. No position
 * moves.
 */
final class EscapeScanner implements Scanner {

    /** The escapes that the library lacks. */
    private enum Lacking {
        LINE_SEPARATOR("\\L", "\u2028"),
        PARAGRAPH_SEPARATOR("\\P", "\u2029"),
        TAB("\\\t", "\t");

        private final String written;
        private final String meaning;

        Lacking(String written, String meaning) {
            this.written = written;
            this.meaning = meaning;
        }
    }

    /** Escapes for characters that hardly any text has, by the letter after the backslash. */
    private static final List<StandIn> STAND_INS = List.of(
            new StandIn("\\v", 0x0B),
            new StandIn("\\f", 0x0C),
            new StandIn("\\a", 0x07),
            new StandIn("\\b", 0x08),
            new StandIn("\\e", 0x1B),
            new StandIn("\\0", 0x00));

    /** Without one of these characters behind it, a tab after a backslash is inside a scalar in every style. */
    private static final Pattern TAB_INSIDE = Pattern.compile("\\\\\t(?=[^\\s#:,\\[\\]{}])");

    /** A backslash that a double-quoted scalar could put in front of a letter without writing the two side by side. */
    private static final Pattern HIDDEN_BACKSLASH =
            Pattern.compile("\\\\(x5c|u005c|U0000005c)|\\\\\\\\\\\\[\\r\\n]", Pattern.CASE_INSENSITIVE);

    private final Scanner scanner;
    private final List<Exchange> exchanges;

    private EscapeScanner(Scanner scanner, List<Exchange> exchanges) {
        this.scanner = scanner;
        this.exchanges = exchanges;
    }

    private record StandIn(String written, int character) {

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

    private record Exchange(Lacking lacking, StandIn standIn) {

        String in(String text) {
            return lacking == Lacking.TAB
                    ? TAB_INSIDE.matcher(text).replaceAll(match -> standIn.written.replace("\\", "\\\\"))
                    : text.replace(lacking.written, standIn.written);
        }

        String undo(String value) {
            return value.replace(standIn.meaning(), lacking.meaning).replace(standIn.written, lacking.written);
        }
    }

    /** A scanner of the text. Where no stand-in is free, which takes a text made for it, the escapes stay refused. */
    static Scanner of(LoadSettings settings, String text) {
        List<Exchange> exchanges = exchanges(text);
        String exchanged = text;
        for (Exchange exchange : exchanges) {
            exchanged = exchange.in(exchanged);
        }
        Scanner scanner = new ScannerImpl(settings, new StreamReader(settings, exchanged));
        return exchanges.isEmpty() ? scanner : new EscapeScanner(scanner, exchanges);
    }

    private static List<Exchange> exchanges(String text) {
        List<Exchange> exchanges = new ArrayList<>();
        List<StandIn> free = null;
        for (Lacking lacking : Lacking.values()) {
            if (text.contains(lacking.written)) {
                if (free == null) {
                    free = HIDDEN_BACKSLASH.matcher(text).find() ? List.of() : free(text);
                }
                if (exchanges.size() < free.size()) {
                    exchanges.add(new Exchange(lacking, free.get(exchanges.size())));
                }
            }
        }
        return exchanges;
    }

    private static List<StandIn> free(String text) {
        return STAND_INS.stream().filter(standIn -> standIn.isFreeIn(text)).toList();
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
