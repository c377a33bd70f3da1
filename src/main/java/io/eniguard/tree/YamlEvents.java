package io.eniguard.tree;

import io.eniguard.tree.YamlBudget.Size;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
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
 * are nested at most {@value #MAX_DEPTH} deep, no alias refers to a collection that contains it, and all values together stay within the
 * budget.
 */
final class YamlEvents {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_TAG = 1_000;
    private static final int LONGEST_REASON = 200;
    private static final int SMALLEST_BUFFER = 1 << 10;
    private static final int LARGEST_BUFFER = 1 << 20;

    private final String text;
    private final YamlBudget budget;
    private final Parser parser;

    // The keys are strings instead of the library's Anchor objects, because a HashMap stays fast with many equal hash
    // codes only if its keys are comparable.
    private final Map<String, Extent> anchors = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private boolean isFurther;
    private int lastLine = 1;

    YamlEvents(String text, YamlBudget budget) throws YamlSyntaxException {
        budget.spendText(text);
        this.text = text;
        this.budget = budget;
        LoadSettings settings = LoadSettings.builder()
                .setCodePointLimit(Integer.MAX_VALUE)
                // With each buffer that it fills, the reader copies the data it has looked ahead at, so small buffers
                // make long scalars take quadratic time.
                .setBufferSize(Math.min(Math.max(text.length() + 1, SMALLEST_BUFFER), LARGEST_BUFFER))
                .build();
        parser = new ParserImpl(settings, EscapeScanner.of(settings, text));
    }

    /** The extent of an anchor's value. It has no size until its end has been read. */
    private static final class Extent {
        private @Nullable Size size;
        private int height;
    }

    /** A list or mapping whose end has not been read yet. */
    private static final class Open {
        private final @Nullable Extent anchored;
        private final Size before;
        private int height;

        Open(@Nullable Extent anchored, Size before) {
            this.anchored = anchored;
            this.before = before;
        }
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
        anchors.clear();
        return Optional.of(next());
    }

    /** Returns the next event inside a document. */
    Event next() throws YamlSyntaxException {
        Event event = parsed();
        switch (event.getEventId()) {
            case Alias -> alias((AliasEvent) event);
            case Scalar -> scalar((ScalarEvent) event);
            case SequenceStart, MappingStart -> begin((NodeEvent) event);
            case SequenceEnd, MappingEnd -> end();
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
            throw new YamlSyntaxException(line, oneLine(e.getProblem()));
        } catch (ReaderException e) {
            throw new YamlSyntaxException(lineAt(e.getPosition()), oneLine(String.valueOf(e.getMessage())));
        } catch (YamlEngineException e) {
            throw new YamlSyntaxException(1, oneLine(String.valueOf(e.getMessage())));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NoSuchElementException e) {
            // Fuzzing found bugs in the library, for example with an escape that is cut off by the end of the text.
            throw new YamlSyntaxException(lastLine, "an escape or a mark cannot be read");
        }
    }

    private void alias(AliasEvent event) throws YamlSyntaxException {
        String name = event.getAlias().getValue();
        Extent extent = anchors.get(name);
        if (extent == null) {
            throw new YamlSyntaxException(line(event), oneLine("undefined alias " + name));
        }
        Size size = extent.size;
        if (size == null) {
            throw new YamlSyntaxException(line(event), oneLine("*%s refers to itself".formatted(name)));
        }
        budget.spendAlias(line(event), size);
        reach(line(event), extent.height);
    }

    private void scalar(ScalarEvent event) throws YamlSyntaxException {
        checkTag(event, event.getTag());
        Size before = budget.spent();
        budget.spendValue(line(event), event.getValue().length());
        event.getAnchor()
                .ifPresent(anchor -> register(anchor).size = budget.spent().minus(before));
    }

    private void begin(NodeEvent event) throws YamlSyntaxException {
        Size before = budget.spent();
        budget.spendValue(line(event), 0);
        open.push(new Open(event.getAnchor().map(this::register).orElse(null), before));
        reach(line(event), 0);
    }

    private void end() {
        Open ended = open.pop();
        Extent extent = ended.anchored;
        if (extent != null) {
            extent.size = budget.spent().minus(ended.before);
            extent.height = ended.height + 1;
        }
        Open outer = open.peek();
        if (outer != null) {
            outer.height = Math.max(outer.height, ended.height + 1);
        }
    }

    /** Checks the depth if this many further levels of lists and mappings begin here. */
    private void reach(int line, int height) throws YamlSyntaxException {
        if (open.size() + height > MAX_DEPTH) {
            throw YamlSyntaxException.tooLarge(line, "nested deeper than " + MAX_DEPTH + " levels");
        }
        Open here = open.peek();
        if (here != null) {
            here.height = Math.max(here.height, height);
        }
    }

    private Extent register(Anchor anchor) {
        Extent extent = new Extent();
        anchors.put(anchor.getValue(), extent);
        return extent;
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

    private static String oneLine(String reason) {
        String start = reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
        return start.replaceAll("\\s+", " ").strip();
    }
}
