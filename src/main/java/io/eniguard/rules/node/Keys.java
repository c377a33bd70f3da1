package io.eniguard.rules.node;

import io.eniguard.text.PlainText;

/** How messages name the keys of labels and annotations. */
final class Keys {

    // The longest of the keys that are in use, vpc.amazonaws.com/externalEniConfig, has 35 characters.
    private static final int LONGEST = 36;

    private Keys() {}

    static String label(String key) {
        return "label " + cut(key);
    }

    static String cut(String key) {
        return PlainText.cut(key, LONGEST);
    }
}
