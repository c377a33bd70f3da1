package io.eniguard.bench;

import java.util.SplittableRandom;
import java.util.UUID;

/** Generates ids in the formats of AWS and Kubernetes. The same seed gives the same ids. This class is not thread-safe. */
final class Ids {
    private final SplittableRandom random;

    Ids(long seed) {
        random = new SplittableRandom(seed);
    }

    /** An AWS id of 17 hexadecimal digits, such as {@code subnet-0a1b2c3d4e5f60718}. */
    String aws(String prefix) {
        return prefix + "-0" + hex(16);
    }

    /** Lower-case hexadecimal digits; {@code digits} is a multiple of 16. */
    String hex(int digits) {
        var text = new StringBuilder(digits);
        while (text.length() < digits) {
            text.append(String.format("%016x", random.nextLong()));
        }
        return text.toString();
    }

    String uid() {
        long version4 = (random.nextLong() & ~0xf000L) | 0x4000L;
        long variant = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(version4, variant).toString();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
