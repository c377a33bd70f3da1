package io.eniguard.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares the clock of this machine with other clocks. AWS rejects requests if the clocks differ by more than five minutes, and the
 * validity of certificates depends on the time.
 */
final class Clocks {

    static final String SUBJECT = "clock";

    private static final Duration WARNING = Duration.ofMinutes(1);

    /** One minute less than the limit of AWS, which is documented under "Signature Version 4", expired signatures. */
    private static final Duration PROBLEM = Duration.ofMinutes(4);

    private Clocks() {}

    /**
     * Judges the differences.
     *
     * @param offsets for each compared clock, by name, the time by which the local clock is ahead of it; the message keeps the order
     */
    static Result judge(Map<String, Duration> offsets) {
        if (offsets.isEmpty()) {
            return Result.unknown(
                    SUBJECT,
                    "neither AWS nor the API server returned the time",
                    "compare date -u with another clock: AWS accepts a difference of five minutes");
        }
        List<String> words = new ArrayList<>();
        Duration farthest = Duration.ZERO;
        for (Map.Entry<String, Duration> offset : offsets.entrySet()) {
            words.add("%s %s".formatted(words(offset.getValue()), offset.getKey()));
            Duration distance = offset.getValue().abs();
            farthest = distance.compareTo(farthest) > 0 ? distance : farthest;
        }
        String message = "the clock of this machine is " + String.join(", ", words);
        String fix = "synchronize the clock with NTP: timedatectl set-ntp true";
        if (farthest.compareTo(PROBLEM) > 0) {
            return Result.problem(SUBJECT, message, fix);
        }
        return farthest.compareTo(WARNING) > 0 ? Result.warning(SUBJECT, message, fix) : Result.ok(SUBJECT, message);
    }

    // A difference of one second is ignored, because Date headers have no fractions of a second and an answer takes
    // time.
    private static String words(Duration offset) {
        long seconds = offset.abs().toSeconds();
        if (seconds <= 1) {
            return "in step with";
        }
        return "%d s %s".formatted(seconds, offset.isNegative() ? "behind" : "ahead of");
    }
}
