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
 * The events of a YAML text. They are checked so that a consumer can safely recurse and follow aliases: no alias refers to a collection
 * that contains it, collections are nested at most {@value DocumentLimits#MAX_DEPTH} levels deep, and all values together are within the
 * budget. Depth and values are counted as if each alias were written out.
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
                // Each time the reader fills its buffer, it copies the data that it has looked at in advance. With
                // small buffers, long scalars would therefore take quadratic time.
                .setBufferSize(Math.min(Math.max(text.length() + 1, SMALLEST_BUFFER), LARGEST_BUFFER))
                .build();
        parser = new ParserImpl(settings, EscapeScanner.of(settings, text));
    }

    /** Returns the first event of the next document's root; empty after the last document. */
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
            // Fuzzing found texts for which the library throws these exceptions, such as a text that ends in the middle
            // of an escape.
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

    // The prefix in a %TAG directive is prepended to each tag that uses the directive, so a short text can have long
    // tags.
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
