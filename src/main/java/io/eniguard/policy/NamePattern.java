package io.eniguard.policy;

/**
 * A pattern of names, in which {@code *} stands for any text and {@code ?} for one character, as in a shell.
 *
 * @param text the pattern, such as {@code eu-central-1*}
 */
public record NamePattern(String text) {

    /** Returns whether the whole name matches. The time grows at most with the product of both lengths. */
    public boolean matches(String name) {
        int inPattern = 0;
        int inName = 0;
        int star = -1;
        int afterStar = 0;
        while (inName < name.length()) {
            if (inPattern < text.length() && text.charAt(inPattern) == '*') {
                star = inPattern++;
                afterStar = inName;
            } else if (inPattern < text.length() && isSame(text.charAt(inPattern), name.charAt(inName))) {
                inPattern++;
                inName++;
            } else if (star >= 0) {
                // Let the last star stand for one more character, and compare the rest again.
                inPattern = star + 1;
                inName = ++afterStar;
            } else {
                return false;
            }
        }
        return text.substring(inPattern).chars().allMatch(rest -> rest == '*');
    }

    private static boolean isSame(char pattern, char character) {
        return pattern == '?' || pattern == character;
    }
}
