package io.eniguard.rules.eniconfig;

import io.eniguard.text.NearNames;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The fields of an ENIConfig's {@code spec}, and what they are mistaken for. */
enum SpecKey {
    SUBNET("subnet", "subnet", 1),
    SECURITY_GROUPS("securityGroups", "securitygroup", 2);

    private final String key;
    private final String word;
    private final int mostSlips;

    /**
     * @param word what the key is made of, without regard to case, number and punctuation
     * @param mostSlips wrong letters in it, few enough that no other word is taken for it
     */
    SpecKey(String key, String word, int mostSlips) {
        this.key = key;
        this.word = word;
        this.mostSlips = mostSlips;
    }

    String key() {
        return key;
    }

    /** The field that a key was meant for; empty for the fields themselves and for what resembles none. */
    static Optional<SpecKey> meantBy(String typed) {
        for (SpecKey known : values()) {
            if (known.key.equals(typed)) {
                return Optional.empty();
            }
        }
        return Stream.of(values())
                .filter(known -> known.resembles(plain(typed)))
                .findFirst();
    }

    private boolean resembles(String typed) {
        return Stream.of("", "s", "id", "ids").anyMatch(ending -> NearNames.isNear(typed, word + ending, mostSlips));
    }

    private static String plain(String typed) {
        return typed.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /** Whether one of the keys was meant for this field. */
    boolean isMeantByOneOf(Set<String> keys) {
        return keys.stream()
                .anyMatch(typed -> meantBy(typed).filter(this::equals).isPresent());
    }
}
