package io.eniguard.text;

import java.util.Collection;
import java.util.List;

/** Lists names in a sentence. A long list ends with the number of further names. */
public final class NameList {

    private static final int MOST_NAMES = 3;

    private NameList() {}

    /**
     * Returns a text such as {@code a, b and c}, or {@code a, b, c and 41 more}. Contains at most three names, and fewer if three are too
     * long.
     *
     * @param names the names, in the order of the result; at least one
     * @param room the maximum number of characters of all names together
     */
    public static String of(Collection<String> names, int room) {
        List<String> first = names.stream()
                .limit(MOST_NAMES)
                .map(name -> PlainText.cut(name, room))
                .toList();
        int shown = first.size();
        while (shown > 1 && String.join(", ", first.subList(0, shown)).length() > room) {
            shown--;
        }
        int others = names.size() - shown;
        if (others > 0) {
            return String.join(", ", first.subList(0, shown)) + " and " + others + " more";
        }
        return shown == 1
                ? first.get(0)
                : String.join(", ", first.subList(0, shown - 1)) + " and " + first.get(shown - 1);
    }

    /** Works like {@link #of(Collection, int)}, for ids and other short names. */
    public static String of(Collection<String> names) {
        return of(names, MOST_NAMES * Quote.LONGEST);
    }
}
