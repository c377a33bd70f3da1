package io.eniguard.text;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the names that a user may have meant with a mistyped name. Ignores case. */
public final class NearNames {

    private static final int MOST_ERRORS = 2;
    private static final int MOST_NAMES = 3;

    private NearNames() {}

    /**
     * Returns the known names that differ from the typed name by the fewest typing errors, at most two. If there are none, returns the
     * names that start with the typed text.
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

    /** Returns the only name that {@link #of} finds; empty if it finds none or several. */
    public static Optional<String> only(String typed, Collection<String> known) {
        List<String> near = of(typed, known);
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }

    /** Whether the two names differ by at most the given number of typing errors. */
    public static boolean isNear(String typed, String name, int mostErrors) {
        // Comparing the lengths first excludes most names, and limits the work for very long texts.
        return Math.abs(name.length() - typed.length()) <= mostErrors
                && EditDistance.between(lowerCase(typed), lowerCase(name)) <= mostErrors;
    }

    /**
     * Whether the name starts with the typed text, as {@code m5.2xlarge} starts with {@code m5.2xl}. Returns false if the typed text has no
     * dot, such as {@code m5}: very many names start with such a text, so any three of them would be arbitrary.
     */
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
