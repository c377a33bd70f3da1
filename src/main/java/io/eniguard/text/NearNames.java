package io.eniguard.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the names that a mistyped name may have been meant to be. Upper and lower case count as equal. */
public final class NearNames {

    private static final int MOST_ERRORS = 2;
    private static final int MOST_NAMES = 3;

    private NearNames() {}

    /**
     * Returns the known names with the fewest typing errors, two errors at most. If there is none, returns the names that continue the
     * typed text.
     *
     * @return at most three names, in the order of {@code known}
     */
    public static List<String> of(String typed, Collection<String> known) {
        String lowerCase = lowerCase(typed);
        TreeMap<Integer, List<String>> byErrors = known.stream()
                .filter(name -> isNear(lowerCase, name, MOST_ERRORS))
                .collect(Collectors.groupingBy(
                        name -> EditDistance.between(lowerCase, lowerCase(name)), TreeMap::new, Collectors.toList()));
        Map.Entry<Integer, List<String>> nearest = byErrors.firstEntry();
        return first(
                nearest != null
                        ? nearest.getValue()
                        : known.stream()
                                .filter(name -> continues(lowerCase(name), lowerCase))
                                .toList());
    }

    /** Returns the nearest name, as {@link #of} finds it. Returns nothing if several names are equally near. */
    public static Optional<String> only(String typed, Collection<String> known) {
        List<String> near = of(typed, known);
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }

    /** Returns whether at most so many typing errors turn one name into the other one. */
    public static boolean isNear(String typed, String name, int mostErrors) {
        // The lengths exclude most names, and they bound the work for a text of any length.
        return Math.abs(name.length() - typed.length()) <= mostErrors
                && EditDistance.between(lowerCase(typed), lowerCase(name)) <= mostErrors;
    }

    /** {@code m5.2xlarge} continues {@code m5.2xl}. A family alone has too many sizes to name three of them. */
    private static boolean continues(String name, String typed) {
        return typed.contains(".") && name.startsWith(typed);
    }

    private static List<String> first(List<String> names) {
        return names.stream().limit(MOST_NAMES).toList();
    }

    private static String lowerCase(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
