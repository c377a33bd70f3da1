package io.eniguard.rules.eniconfig;

import io.eniguard.text.NearNames;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The fields of an ENIConfig's {@code spec}, with the means to recognise misspelt keys. */
enum SpecKey {
    SUBNET("subnet", "subnet", 1),
    SECURITY_GROUPS("securityGroups", "securitygroup", 2);

    private final String key;
    private final String word;
    private final int mostSlips;

    /**
     * Creates a field.
     *
     * @param word the key in the singular, without capitals and punctuation
     * @param mostSlips the maximum number of wrong letters in a misspelt key; small enough that unrelated words do not match
     */
    SpecKey(String key, String word, int mostSlips) {
        this.key = key;
        this.word = word;
        this.mostSlips = mostSlips;
    }

    String key() {
        return key;
    }

    /** Returns the field that a misspelt key resembles. Empty for correct keys and for keys that resemble no field. */
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

    /** Returns whether one of the keys is a misspelling of this field. */
    boolean isMeantByOneOf(Set<String> keys) {
        return keys.stream()
                .anyMatch(typed -> meantBy(typed).filter(this::equals).isPresent());
    }
}
