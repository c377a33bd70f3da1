package io.eniguard.tree;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Converts the marks of events, which are positions in code points, to indexes of characters in the text. */
final class EventPositions {

    private final String text;

    // The last conversion is kept, so that converting marks in order takes one pass over the text.
    private int codePoint;
    private int character;

    EventPositions(String text) {
        this.text = text;
    }

    int start(Event event) {
        return position(startMark(event));
    }

    int end(Event event) {
        return position(endMark(event));
    }

    static Mark startMark(Event event) {
        return event.getStartMark().orElseThrow();
    }

    static Mark endMark(Event event) {
        return event.getEndMark().orElseThrow();
    }

    private int position(Mark mark) {
        character = text.offsetByCodePoints(character, mark.getIndex() - codePoint);
        codePoint = mark.getIndex();
        return character;
    }
}
