package io.eniguard.rules.shared;

import io.eniguard.cluster.MaxPods;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.text.Count;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The number of pods that an object sets for each of its nodes.
 *
 * @param field the path of the field that contains the number
 * @param subject the words for the number at the start of a message, such as {@code maxPods 58}
 * @param podsPerCore the number of pods per vCPU that limits the number of pods further; at least 1, empty if it is not set
 * @param ways returns the possible fixes for a given limit, each as a clause that follows "Fix: "
 */
public record Claim(
        String field, String subject, long pods, OptionalLong podsPerCore, Function<String, List<String>> ways) {

    private static final long LARGEST_SHOWN = 999_999;

    /** Creates a claim without a limit of pods per vCPU. */
    public Claim(String field, String subject, long pods, Function<String, List<String>> ways) {
        this(field, subject, pods, OptionalLong.empty(), ways);
    }

    /** Creates a claim whose only fix is to set the field to another number. */
    public static Claim set(String field, String name, long pods) {
        return new Claim(field, name + " " + shown(pods), pods, number -> List.of("set " + number));
    }

    public Claim withWays(Function<String, List<String>> otherWays) {
        return new Claim(field, subject, pods, podsPerCore, otherWays);
    }

    /** Returns a copy of this claim with a limit of pods per vCPU; the number is empty if there is no limit. */
    public Claim withPodsPerCore(OptionalLong number) {
        return new Claim(field, subject, pods, number, ways);
    }

    /** Returns the possible fixes for the limit. If podsPerCore is set too, the fix names the setting to change. */
    public List<String> fixes(String limit) {
        String setting = subject.startsWith("--") ? subject.substring(0, subject.indexOf(' ')) : MaxPods.KEY;
        return podsPerCore.isEmpty()
                ? ways.apply(limit)
                : ways.apply(limit).stream()
                        .map(way -> way.equals("set " + limit) ? "set " + setting + " " + limit : way)
                        .toList();
    }

    /** Returns the number of pods on a node of the type; empty if it depends on the number of vCPUs, which is unknown. */
    OptionalLong podsOn(InstanceType type) {
        if (podsPerCore.isEmpty()) {
            return OptionalLong.of(pods);
        }
        return type.vcpus().isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.min(pods, product(type.vcpus().getAsInt())));
    }

    private long product(int vcpus) {
        long perCore = podsPerCore.orElse(0);
        return perCore > Long.MAX_VALUE / vcpus ? Long.MAX_VALUE : perCore * vcpus;
    }

    /** Returns whether the number of pods on a node of the type is known to be above the limit. */
    public boolean exceeds(int limit, InstanceType type) {
        OptionalLong number = podsOn(type);
        return number.isPresent() && number.getAsLong() > limit;
    }

    /**
     * Returns whether the number of pods on a node of the type may be above the limit, depending on the number of vCPUs, which is unknown.
     */
    boolean mayExceed(int limit, InstanceType type) {
        return podsOn(type).isEmpty() && pods > limit;
    }

    /** Returns whether the number of pods on a node of the type may be above the limit. */
    public boolean isNotWithin(int limit, InstanceType type) {
        return exceeds(limit, type) || mayExceed(limit, type);
    }

    /** Returns the words for the number on a node of the type, such as {@code podsPerCore 30 (60 pods on 2 vCPUs)}. */
    String subjectOn(InstanceType type) {
        long number = podsOn(type).orElse(pods);
        return number == pods
                ? subject
                : "podsPerCore %s (%s pods on %s)"
                        .formatted(
                                shown(podsPerCore.orElse(0)),
                                shown(number),
                                Count.of(type.vcpus().orElse(0), "vCPU"));
    }

    /** Returns the number of pods as text for a message. */
    public String shown() {
        return shown(pods);
    }

    /** Returns the number of pods on a node of the type as text for a message. */
    String shownOn(InstanceType type) {
        return shown(podsOn(type).orElse(pods));
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

    /** Joins as many of the alternative fixes as fit into the number of characters, but at least one. */
    static String anyOf(List<String> ways, int room) {
        int number = ways.size();
        while (number > 1 && anyOf(ways.subList(0, number)).length() > room) {
            number--;
        }
        return anyOf(ways.subList(0, number));
    }
}
