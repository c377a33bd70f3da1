package io.eniguard.text;

/** Shows numbers of things. */
public final class Count {

    private Count() {}

    /** Returns {@code 1 node}, or {@code 2 nodes}. */
    public static String of(int number, String singular) {
        return number + " " + noun(number, singular);
    }

    /** Returns {@code node} or {@code nodes}, {@code address} or {@code addresses}. */
    public static String noun(int number, String singular) {
        if (number == 1) {
            return singular;
        }
        return singular + (singular.endsWith("s") || singular.endsWith("x") ? "es" : "s");
    }
}
