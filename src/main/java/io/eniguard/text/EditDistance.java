package io.eniguard.text;

/** Counts the typing errors in a word. */
final class EditDistance {

    private EditDistance() {}

    /**
     * Returns the smallest number of changes that turn the typed word into the intended word. A change inserts, deletes or replaces a
     * character, or swaps two adjacent characters. The time grows with the product of the lengths.
     */
    static int between(String typed, String intended) {
        int[][] least = new int[typed.length() + 1][intended.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= intended.length(); j++) {
                least[i][j] = least(least, typed, i, intended, j);
            }
        }
        return least[typed.length()][intended.length()];
    }

    private static int least(int[][] least, String typed, int i, String intended, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        boolean same = typed.charAt(i - 1) == intended.charAt(j - 1);
        int replaced = least[i - 1][j - 1] + (same ? 0 : 1);
        int best = Math.min(replaced, Math.min(least[i - 1][j], least[i][j - 1]) + 1);
        return isSwap(typed, i, intended, j) ? Math.min(best, least[i - 2][j - 2] + 1) : best;
    }

    private static boolean isSwap(String typed, int i, String intended, int j) {
        return i > 1
                && j > 1
                && typed.charAt(i - 1) == intended.charAt(j - 2)
                && typed.charAt(i - 2) == intended.charAt(j - 1);
    }
}
