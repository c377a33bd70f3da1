package io.eniguard.rules.node;

import io.eniguard.text.PlainText;

/** Shortens the keys of labels and annotations for messages. */
final class Keys {

    // The longest default key, vpc.amazonaws.com/externalEniConfig, has 35 characters.
    private static final int LONGEST = 36;

    private Keys() {}

    static String label(String key) {
        return "label " + cut(key);
    }

    static String cut(String key) {
        return PlainText.cut(key, LONGEST);
    }
}
