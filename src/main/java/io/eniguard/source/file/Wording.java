package io.eniguard.source.file;

import io.eniguard.text.PlainText;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How messages quote what somebody wrote, and what may have been meant by it. */
public final class Wording {

    private static final int LONGEST_QUOTE = 63;
    private static final int MOST_SLIPS = 2;

    private Wording() {}

    /** Without control characters, and not longer than a name may be. */
    public static String cut(String text) {
        return PlainText.cut(text, LONGEST_QUOTE);
    }

    /** The known name that differs in case alone, or in a letter or two. */
    static Optional<String> nearest(String typed, Collection<String> known) {
        return known.stream()
                // The length alone rules most names out, and bounds the work for a key of any length.
                .filter(name -> Math.abs(name.length() - typed.length()) <= MOST_SLIPS)
                .filter(name -> slips(typed, name) <= MOST_SLIPS)
                .min(Comparator.comparingInt((String name) -> slips(typed, name))
                        .thenComparing(name -> name));
    }

    /** Letters to put in, take out or change; case does not count. */
    private static int slips(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 0; i < one.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i + 1;
            for (int j = 0; j < other.length(); j++) {
                boolean same = Character.toLowerCase(one.charAt(i)) == Character.toLowerCase(other.charAt(j));
                row[j + 1] = Math.min(Math.min(row[j], above[j + 1]) + 1, above[j] + (same ? 0 : 1));
            }
            above = row;
        }
        return above[other.length()];
    }
}
