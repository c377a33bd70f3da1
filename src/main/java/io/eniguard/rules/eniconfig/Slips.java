package io.eniguard.rules.eniconfig;

/** How far a word that was typed is from the one that was meant. */
final class Slips {

    private Slips() {}

    /**
     * Letters to insert, leave out, replace, or swap with the next one, until the one word is the other.
     *
     * @param most more than that are not counted any further
     */
    static int between(String typed, String meant, int most) {
        if (Math.abs(typed.length() - meant.length()) > most) {
            return most + 1;
        }
        int[][] least = new int[typed.length() + 1][meant.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= meant.length(); j++) {
                least[i][j] = i == 0 || j == 0 ? i + j : least(least, typed, i, meant, j);
            }
        }
        return least[typed.length()][meant.length()];
    }

    private static int least(int[][] least, String typed, int i, String meant, int j) {
        boolean same = typed.charAt(i - 1) == meant.charAt(j - 1);
        int best = Math.min(least[i - 1][j - 1] + (same ? 0 : 1), Math.min(least[i - 1][j], least[i][j - 1]) + 1);
        boolean swapped = i > 1
                && j > 1
                && typed.charAt(i - 1) == meant.charAt(j - 2)
                && typed.charAt(i - 2) == meant.charAt(j - 1);
        return swapped ? Math.min(best, least[i - 2][j - 2] + 1) : best;
    }
}
