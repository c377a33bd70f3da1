package io.eniguard.tree;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Finds the place in a document at which a number is inserted, and formats the inserted text like the text around it. */
final class InsertionPoint {

    private static final String DEFAULT_LINE_END = "\n";
    private static final int INDENT = 2;

    /** The deepest supported indentation. This limit keeps the inserted text short. */
    private static final int MOST_BLANKS = 200;

    private final String text;
    private final YamlEvents events;
    private final long value;
    private final String lineEnd;
    private final EventPositions positions;

    InsertionPoint(String text, YamlEvents events, long value) {
        this.text = text;
        this.events = events;
        this.value = value;
        this.lineEnd = lineEnd(text);
        this.positions = new EventPositions(text);
    }

    /** A member of a mapping. */
    private record Member(Event key, Event value, Event end) {}

    /**
     * Reads the document that begins with the event, and returns the edit that inserts the number. Returns empty if the number cannot be
     * inserted.
     *
     * @param path the keys from the root to the number; empty for a document that gets no number
     */
    Optional<TextEdit> in(Event root, List<String> path) throws YamlSyntaxException {
        if (path.isEmpty() || !(root instanceof MappingStartEvent mapping)) {
            skip(root);
            return Optional.empty();
        }
        return into(mapping, path);
    }

    /** Follows the path through the existing mappings, and adds the rest of the path to the last of them. */
    private Optional<TextEdit> into(MappingStartEvent mapping, List<String> path) throws YamlSyntaxException {
        Member first = null;
        Member last = null;
        Member lastOnOneLine = null;
        Optional<TextEdit> below = Optional.empty();
        boolean isTaken = false;
        for (Event key = events.next(); !key.getEventId().equals(Event.ID.MappingEnd); key = events.next()) {
            skip(key);
            Event next = events.next();
            boolean isStep = key instanceof ScalarEvent name && name.getValue().equals(path.get(0));
            if (isStep && path.size() > 1 && next instanceof MappingStartEvent inner) {
                below = into(inner, path.subList(1, path.size()));
                isTaken = true;
                continue;
            }
            isTaken |= isStep;
            last = new Member(key, next, skip(next));
            first = first == null ? last : first;
            lastOnOneLine = isOneLine(last) ? last : lastOnOneLine;
        }
        if (isTaken) {
            return below;
        }
        return mapping.getFlowStyle() == FlowStyle.FLOW
                ? Optional.of(intoFlow(mapping, first, last, path))
                : intoBlock(first, lastOnOneLine, path);
    }

    /** Skips the value that begins with the event, and returns its last event. */
    private Event skip(Event begun) throws YamlSyntaxException {
        Event event = begun;
        int open = 0;
        while (true) {
            if (event instanceof CollectionStartEvent) {
                open++;
            } else if (event.getEventId().equals(Event.ID.SequenceEnd)
                    || event.getEventId().equals(Event.ID.MappingEnd)) {
                open--;
            }
            if (open == 0) {
                return event;
            }
            event = events.next();
        }
    }

    /**
     * Inserts after the last member of a mapping such as {@code {"a": 1}}. If the last member is on its own line, the inserted member gets
     * its own line, too.
     */
    private TextEdit intoFlow(
            MappingStartEvent mapping, @Nullable Member first, @Nullable Member last, List<String> rest) {
        if (first == null || last == null) {
            // The event ends with the bracket, but a tag or an anchor may precede the bracket.
            return new TextEdit(positions.end(mapping), flowMember(rest, "\""));
        }
        boolean isQuoted = first.key() instanceof ScalarEvent key && key.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED;
        String member = flowMember(rest, isQuoted ? "\"" : "");
        String space = spaceBefore(positions.start(last.key()));
        return new TextEdit(positions.end(last.end()), "," + space + member);
    }

    private String flowMember(List<String> rest, String quote) {
        StringBuilder member = new StringBuilder(String.valueOf(value));
        for (int i = rest.size() - 1; i >= 0; i--) {
            member.insert(0, quote + rest.get(i) + quote + ": ");
            if (i > 0) {
                member.insert(0, '{').append('}');
            }
        }
        return member.toString();
    }

    /**
     * Returns the white space between a member and the comma or brace before it. Returns one blank if there is no white space, if it is too
     * long, or if other text precedes it.
     */
    private String spaceBefore(int position) {
        int from = position;
        while (from > 0 && Character.isWhitespace(text.charAt(from - 1))) {
            from--;
        }
        boolean isPlain = from > 0 && (text.charAt(from - 1) == ',' || text.charAt(from - 1) == '{');
        boolean isUsual = from < position && position - from <= MOST_BLANKS;
        return isPlain && isUsual ? text.substring(from, position) : " ";
    }

    /** Inserts after the last member that is on a single line. If no member is on a single line, inserts before the first member. */
    private Optional<TextEdit> intoBlock(@Nullable Member first, @Nullable Member lastOnOneLine, List<String> rest) {
        if (first == null) {
            return Optional.empty();
        }
        int column = EventPositions.startMark(first.key()).getColumn();
        if (column > MOST_BLANKS) {
            return Optional.empty();
        }
        if (lastOnOneLine != null) {
            return Optional.of(afterLine(positions.end(lastOnOneLine.end()), blockMember(rest, column)));
        }
        String member = blockMember(rest, column).strip() + lineEnd + " ".repeat(column);
        return Optional.of(new TextEdit(positions.start(first.key()), member));
    }

    private String blockMember(List<String> rest, int column) {
        StringBuilder member = new StringBuilder();
        for (int i = 0; i < rest.size(); i++) {
            member.append(i == 0 ? "" : lineEnd)
                    .append(" ".repeat(column + i * INDENT))
                    .append(rest.get(i))
                    .append(':');
        }
        return member.append(' ').append(value).toString();
    }

    private static boolean isOneLine(Member member) {
        boolean isShort = member.value() instanceof AliasEvent
                || (member.value() instanceof ScalarEvent value
                        && (value.getScalarStyle() == ScalarStyle.PLAIN
                                || value.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
                                || value.getScalarStyle() == ScalarStyle.SINGLE_QUOTED));
        return isShort
                && member.key() instanceof ScalarEvent key
                && EventPositions.startMark(key).getLine()
                        == EventPositions.endMark(member.end()).getLine();
    }

    private TextEdit afterLine(int position, String line) {
        int newline = text.indexOf('\n', position);
        return newline < 0 ? new TextEdit(text.length(), lineEnd + line) : new TextEdit(newline + 1, line + lineEnd);
    }

    /** Returns the line end of the text's first line. */
    private static String lineEnd(String text) {
        int newline = text.indexOf('\n');
        return newline > 0 && text.charAt(newline - 1) == '\r' ? "\r\n" : DEFAULT_LINE_END;
    }
}
