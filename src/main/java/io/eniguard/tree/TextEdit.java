package io.eniguard.tree;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * An insertion into a text.
 *
 * @param position the index of the character before which the addition is inserted
 */
record TextEdit(int position, String addition) {

    /** Applies all edits to the text. */
    static String apply(String text, Collection<TextEdit> edits) {
        List<TextEdit> ordered = edits.stream()
                .sorted(Comparator.comparingInt(TextEdit::position))
                .toList();
        StringBuilder result = new StringBuilder(text.length());
        int done = 0;
        for (TextEdit edit : ordered) {
            result.append(text, done, edit.position).append(edit.addition);
            done = edit.position;
        }
        return result.append(text, done, text.length()).toString();
    }
}
