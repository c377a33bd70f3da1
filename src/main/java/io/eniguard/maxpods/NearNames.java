package io.eniguard.maxpods;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what a mistyped name may stand for: by the fewest slips of the hand, or as the beginning of a name. */
public final class NearNames {

    private static final int MOST_SLIPS = 2;
    private static final int MOST_NAMES = 3;

    private NearNames() {}

    /**
     * At most three, all equally near and in the order in which they are given; empty when none is near.
     *
     * @param names in lower case
     */
    public static List<String> of(String typed, List<String> names) {
        String lowerCase = typed.toLowerCase(Locale.ROOT);
        TreeMap<Integer, List<String>> bySlips = names.stream()
                // The length alone rules most names out, and bounds the work for a text of any length.
                .filter(name -> Math.abs(name.length() - lowerCase.length()) <= MOST_SLIPS)
                .collect(Collectors.groupingBy(name -> slips(lowerCase, name), TreeMap::new, Collectors.toList()));
        Map.Entry<Integer, List<String>> nearest = bySlips.firstEntry();
        return nearest != null && nearest.getKey() <= MOST_SLIPS
                ? first(nearest.getValue())
                : first(names.stream()
                        .filter(name -> continues(name, lowerCase))
                        .toList());
    }

    /** {@code m5.2xl} is continued by {@code m5.2xlarge}; a family alone has too many sizes to name three of them. */
    private static boolean continues(String name, String typed) {
        return typed.contains(".") && name.startsWith(typed);
    }

    private static List<String> first(List<String> names) {
        return names.stream().limit(MOST_NAMES).toList();
    }

    /** Letters to insert, leave out, replace, or swap with the next, until the one text is the other. */
    static int slips(String typed, String name) {
        int[][] least = new int[typed.length() + 1][name.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= name.length(); j++) {
                least[i][j] = leastSlips(least, typed, i, name, j);
            }
        }
        return least[typed.length()][name.length()];
    }

    private static int leastSlips(int[][] least, String typed, int i, String name, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        boolean same = typed.charAt(i - 1) == name.charAt(j - 1);
        int replaced = least[i - 1][j - 1] + (same ? 0 : 1);
        int best = Math.min(replaced, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
        return swapped(typed, i, name, j) ? Math.min(best, least[i - 2][j - 2] + 1) : best;
    }

    private static boolean swapped(String typed, int i, String name, int j) {
        return i > 1 && j > 1 && typed.charAt(i - 1) == name.charAt(j - 2) && typed.charAt(i - 2) == name.charAt(j - 1);
    }
}
