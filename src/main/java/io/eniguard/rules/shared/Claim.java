package io.eniguard.rules.shared;

import java.util.List;
import java.util.function.Function;

/**
 * The number of pods that an object sets for each of its nodes.
 *
 * @param field the path of the field that contains the number
 * @param subject the words for the number at the start of a message, such as {@code maxPods 58}
 * @param ways returns the possible fixes for a given limit, each as a clause that follows "Fix: "
 */
public record Claim(String field, String subject, long pods, Function<String, List<String>> ways) {

    private static final long LARGEST_SHOWN = 999_999;

    /** Creates a claim whose only fix is to set the field to another number. */
    public static Claim set(String field, String name, long pods) {
        return new Claim(field, name + " " + shown(pods), pods, number -> List.of("set " + number));
    }

    public Claim withWays(Function<String, List<String>> otherWays) {
        return new Claim(field, subject, pods, otherWays);
    }

    /** Returns the number of pods as text for a message. */
    public String shown() {
        return shown(pods);
    }

    /** Returns a number of pods as text for a message; {@code >999999} if the number is above 999999. */
    public static String shown(long pods) {
        return pods <= LARGEST_SHOWN ? String.valueOf(pods) : ">" + LARGEST_SHOWN;
    }

    /** Joins alternative fixes, as in {@code set 20, or turn on prefix delegation}. */
    public static String anyOf(List<String> ways) {
        int last = ways.size() - 1;
        return last == 0 ? ways.get(0) : String.join(", ", ways.subList(0, last)) + ", or " + ways.get(last);
    }
}
