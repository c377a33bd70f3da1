package io.eniguard.tree;

import java.util.NoSuchElementException;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;

/**
 * The events of a YAML text, checked so that a consumer can safely recurse and follow aliases. Even with aliases written out, collections
 * are nested at most {@value DocumentLimits#MAX_DEPTH} deep, no alias refers to a collection that contains it, and all values together stay within the
 * budget.
 */
final class YamlEvents {

    private static final int MAX_TAG = 1_000;
    private static final int SMALLEST_BUFFER = 1 << 10;
    private static final int LARGEST_BUFFER = 1 << 20;

    private final String text;
    private final YamlBudget budget;
    private final Parser parser;

    private final YamlNesting nesting;
    private boolean isFurther;
    private int lastLine = 1;

    YamlEvents(String text, YamlBudget budget) throws YamlSyntaxException {
        budget.spendText(text);
        this.text = text;
        this.budget = budget;
        this.nesting = new YamlNesting(budget);
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                // With each buffer that it fills, the reader copies the data it has looked ahead at, so small buffers
                // make long scalars take quadratic time.
                .setBufferSize(Math.min(Math.max(text.length() + 1, SMALLEST_BUFFER), LARGEST_BUFFER))
                .build();
        parser = new ParserImpl(settings, EscapeScanner.of(settings, text));
    }

    /** Returns the event with which the root of the next document begins; empty after the last document. */
    Optional<Event> nextDocument() throws YamlSyntaxException {
        Event event = parsed();
        while (!event.getEventId().equals(Event.ID.DocumentStart)) {
            if (event.getEventId().equals(Event.ID.StreamEnd)) {
                return Optional.empty();
            }
            event = parsed();
        }
        if (isFurther) {
            budget.spendDocument(line(event));
        }
        isFurther = true;
        nesting.beginDocument();
        return Optional.of(next());
    }

    /** Returns the next event inside a document. */
    Event next() throws YamlSyntaxException {
        Event event = parsed();
        switch (event.getEventId()) {
            case Alias -> alias((AliasEvent) event);
            case Scalar -> scalar((ScalarEvent) event);
            case SequenceStart, MappingStart -> nesting.begin(((NodeEvent) event).getAnchor(), line(event));
            case SequenceEnd, MappingEnd -> nesting.end();
            default -> {}
        }
        return event;
    }

    /** Returns the line of the event, starting at 1. */
    static int line(Event event) {
        return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    private Event parsed() throws YamlSyntaxException {
        try {
            Event event = parser.next();
            lastLine = line(event);
            return event;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new YamlSyntaxException(line, YamlSyntaxException.oneLine(e.getProblem()));
        } catch (ReaderException e) {
            throw new YamlSyntaxException(
                    lineAt(e.getPosition()), YamlSyntaxException.oneLine(String.valueOf(e.getMessage())));
        } catch (YamlEngineException e) {
            throw new YamlSyntaxException(1, YamlSyntaxException.oneLine(String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
            // Fuzzing found bugs in the library, for example with an escape that is cut off by the end of the text.
            throw new YamlSyntaxException(lastLine, "an escape or a mark cannot be read");
        }
    }

    private void alias(AliasEvent event) throws YamlSyntaxException {
        nesting.alias(event.getAlias().getValue(), line(event));
    }

    private void scalar(ScalarEvent event) throws YamlSyntaxException {
        checkTag(event, event.getTag());
        nesting.scalar(event.getAnchor(), line(event), event.getValue().length());
    }

    // A directive's prefix is prepended to each tag that uses it, so short texts can have long tags.
    private static void checkTag(Event event, Optional<String> tag) throws YamlSyntaxException {
        if (tag.filter(name -> name.length() > MAX_TAG).isPresent()) {
            throw YamlSyntaxException.tooLarge(line(event), "a tag of more than 1,000 characters");
        }
    }

    private int lineAt(int codePoints) {
        int line = 1;
        int end = text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
        for (int i = text.indexOf('\n'); i >= 0 && i < end; i = text.indexOf('\n', i + 1)) {
            line++;
        }
        return line;
    }
}
