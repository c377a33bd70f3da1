package io.eniguard.rules;

import io.eniguard.text.PlainText;
import java.util.Collection;
import java.util.List;

/** How messages show what others wrote: quoted where it was typed freely, in short where it is much. */
public final class Wording {

    private static final int LONGEST_QUOTE = 63;
    private static final int NAMED = 3;

    private Wording() {}

    /** A text that somebody typed, on one line, in quotes, and cut after 63 characters. */
    public static String quoted(String typed) {
        return quoted(typed, LONGEST_QUOTE);
    }

    /** @param longest characters that are shown at most, the quotes not counted */
    public static String quoted(String typed, int longest) {
        return '"' + cut(typed, longest) + '"';
    }

    /** Without control characters, and with an ellipsis in place of what goes beyond the length. */
    public static String cut(String typed, int longest) {
        return PlainText.cut(typed, longest);
    }

    /**
     * {@code a, b and c}, or {@code a, b, c and 41 more}: three at most, and fewer where they do not fit.
     *
     * @param names in the order in which to name them; at least one
     * @param room characters that the names may take together
     */
    public static String some(Collection<String> names, int room) {
        List<String> first =
                names.stream().limit(NAMED).map(name -> cut(name, room)).toList();
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

    /** As {@link #some(Collection, int)}, for ids and the like, which are never long. */
    public static String some(Collection<String> ids) {
        return some(ids, NAMED * LONGEST_QUOTE);
    }

    /**
     * {@code sg-1 is not among the 14 known security groups}.
     *
     * @param ids at least one
     * @param singular what they are
     */
    public static String notAmong(Collection<String> ids, int known, String singular) {
        String are = ids.size() == 1 ? " is" : " are";
        return switch (known) {
            case 0 -> some(ids) + are + " not known, nor is any " + singular;
            case 1 -> some(ids) + are + " not the one known " + singular;
            default -> some(ids) + are + " not among the " + known + " known " + singular + "s";
        };
    }

    /** {@code 1 node}, {@code 2 nodes}. */
    public static String count(int number, String singular) {
        return number + " " + singular + (number == 1 ? "" : "s");
    }
}
