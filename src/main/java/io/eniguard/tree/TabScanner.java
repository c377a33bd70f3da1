package io.eniguard.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.scanner.Scanner;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.ScalarToken;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * Accepts tabs between tokens where kubectl accepts them: after a colon, before a comment, in flow style, and after a tag, an anchor or the
 * header of a block scalar (YAML 1.2.2, section 6.2). snakeyaml-engine 2.10 refuses most of these tabs. A tab that indents a block, or
 * follows the dash of an entry, is still an error, as it is in kubectl (go.yaml.in/yaml/v2, scannerc.go, yaml_parser_scan_to_next_token).
 *
 * <p>The library's scanner stops at each of these tabs. Between two tokens, the scanner can continue once its reader has moved past the
 * tab. Inside a token, the scanner cannot continue, so the text is scanned again with a space in place of the tab. All positions in the
 * text stay the same.
 */
final class TabScanner implements Scanner {

    private static final String BETWEEN_TOKENS = "while scanning for the next token";

    /** The number of characters that may be scanned repeatedly, because of tabs inside tokens, in a text of any length. */
    private static final int MOST_REPEATED = 1 << 22;

    /** The number of times that a long text may be scanned. */
    private static final int MOST_SCANS = 8;

    private static final int NO_PLAIN = -1;

    private final LoadSettings settings;
    private final StringBuilder text;
    private StreamReader reader;
    private Scanner scanner;

    private long taken;
    private int flowDepth;
    private int plainEnd = NO_PLAIN;
    private final Deque<Integer> indents = new ArrayDeque<>(List.of(-1));
    private int refused = -1;
    private long repeated;

    // The last conversion of an index in code points to an index in characters.
    private int codePoint;
    private int character;

    private TabScanner(LoadSettings settings, String text) {
        this.settings = settings;
        this.text = new StringBuilder(text);
        this.reader = new StreamReader(settings, text);
        this.scanner = new ScannerImpl(settings, reader);
    }

    static Scanner of(LoadSettings settings, String text) {
        return text.indexOf('\t') < 0
                ? new ScannerImpl(settings, new StreamReader(settings, text))
                : new TabScanner(settings, text);
    }

    @Override
    public boolean checkToken(Token.ID... choices) {
        return read(() -> scanner.checkToken(choices));
    }

    @Override
    public boolean checkToken(Token.ID choice) {
        return read(() -> scanner.checkToken(choice));
    }

    @Override
    public Token peekToken() {
        return read(() -> scanner.peekToken());
    }

    @Override
    public boolean hasNext() {
        return read(() -> scanner.hasNext());
    }

    @Override
    public Token next() {
        Token token = read(() -> scanner.next());
        taken++;
        switch (token.getTokenId()) {
            case FlowMappingStart, FlowSequenceStart -> flowDepth++;
            case FlowMappingEnd, FlowSequenceEnd -> flowDepth--;
            case BlockMappingStart, BlockSequenceStart ->
                indents.push(token.getStartMark().orElseThrow().getColumn());
            case BlockEnd -> indents.pop();
            default -> {}
        }
        plainEnd = token instanceof ScalarToken scalar && scalar.isPlain()
                ? character(token.getEndMark().orElseThrow().getIndex())
                : NO_PLAIN;
        return token;
    }

    @Override
    public void resetDocumentIndex() {
        scanner.resetDocumentIndex();
    }

    private <T> T read(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (ScannerException e) {
                if (!Blanks.isBlank(reader.peek()) || !canContinue(e)) {
                    throw e;
                }
            }
        }
    }

    /**
     * Moves past the blanks at the reader's position if blanks are permitted there. In flow style, the library stops at a space that
     * follows a tab.
     */
    private boolean canContinue(ScannerException e) {
        int blank = character(reader.getIndex());
        if (!BETWEEN_TOKENS.equals(e.getContext())) {
            // Without this check, a space at which the library stops would be replaced by a space again and again.
            return text.charAt(blank) == '\t' && isAfterToken(e) && repeat(blank);
        }
        if (!Blanks.isIndentation(text, blank)) {
            return !Blanks.isAfterIndicator(text, blank) && skip(blank);
        } else if (refused != reader.getIndex()) {
            // The scanner may hold tokens of earlier lines that decide whether this line is in flow style. It returns
            // them after the first error, since a simple key does not extend over lines.
            refused = reader.getIndex();
            return true;
        }
        return (flowDepth > 0 || isEmptyBelowPlain(blank)) && skip(blank);
    }

    private boolean skip(int blank) {
        int end = Blanks.end(text, blank);
        reader.forward(end - blank);
        plainEnd = plainEnd == NO_PLAIN ? NO_PLAIN : end;
        return true;
    }

    /**
     * Whether this line is empty or a comment, and only empty lines separate it from a plain scalar. kubectl then allows tabs after the
     * indentation.
     */
    private boolean isEmptyBelowPlain(int blank) {
        if (plainEnd == NO_PLAIN || reader.getColumn() <= indents.element()) {
            return false;
        }
        int end = Blanks.end(text, blank);
        return (end == text.length() || "#\r\n".indexOf(text.charAt(end)) >= 0)
                && text.substring(plainEnd, blank).isBlank();
    }

    /** Whether the scanner stopped because a tag, an anchor, an alias or the header of a block scalar ends in a tab. */
    private static boolean isAfterToken(ScannerException e) {
        String context = String.valueOf(e.getContext());
        String problem = String.valueOf(e.getProblem());
        return (context.startsWith("while scanning a block scalar") && problem.startsWith("expected "))
                || context.startsWith("while scanning a tag")
                || context.startsWith("while scanning an ");
    }

    private boolean repeat(int tab) {
        repeated += tab;
        if (repeated > Math.max((long) MOST_SCANS * text.length(), MOST_REPEATED)) {
            return false;
        }
        text.setCharAt(tab, ' ');
        reader = new StreamReader(settings, text.toString());
        scanner = new ScannerImpl(settings, reader);
        character = 0;
        codePoint = 0;
        refused = -1;
        flowDepth = 0;
        indents.clear();
        indents.push(-1);
        long known = taken;
        taken = 0;
        while (taken < known && hasNext()) {
            next();
        }
        return true;
    }

    private int character(int index) {
        character = text.offsetByCodePoints(character, index - codePoint);
        codePoint = index;
        return character;
    }
}
