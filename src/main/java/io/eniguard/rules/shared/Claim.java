package io.eniguard.rules.shared;

import java.util.List;
import java.util.function.Function;

/**
 * A number of pods that somebody wants nodes to take.
 *
 * @param field where it stands
 * @param subject how messages speak of it: {@code maxPods 58}
 * @param ways to bring it down to the number given in words, each going on from "Fix: "
 */
public record Claim(String field, String subject, long pods, Function<String, List<String>> ways) {

    private static final long LONGEST_SHOWN = 999_999;

    public static Claim set(String field, String name, long pods) {
        return new Claim(field, name + " " + shown(pods), pods, number -> List.of("set " + number));
    }

    public Claim insteadBy(Function<String, List<String>> otherWays) {
        return new Claim(field, subject, pods, otherWays);
    }

    /** How messages show the number. */
    public String shown() {
        return shown(pods);
    }

    public static String shown(long pods) {
        return pods <= LONGEST_SHOWN ? String.valueOf(pods) : ">" + LONGEST_SHOWN;
    }

    /** {@code set 20, or turn on prefix delegation}. */
    public static String anyOf(List<String> ways) {
        int last = ways.size() - 1;
        return last == 0 ? ways.get(0) : String.join(", ", ways.subList(0, last)) + ", or " + ways.get(last);
    }
}
