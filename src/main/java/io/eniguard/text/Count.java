package io.eniguard.text;

/** Formats a number with its noun. */
public final class Count {

    private Count() {}

    /** Returns a text such as {@code 1 node} or {@code 2 nodes}. */
    public static String of(int number, String singular) {
        return number + " " + noun(number, singular);
    }

    /** Returns the noun in the singular or plural: {@code node} or {@code nodes}, {@code address} or {@code addresses}. */
    public static String noun(int number, String singular) {
        if (number == 1) {
            return singular;
        }
        return singular + (singular.endsWith("s") || singular.endsWith("x") ? "es" : "s");
    }
}
