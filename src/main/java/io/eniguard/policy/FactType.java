package io.eniguard.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The declared type of a fact or of a field in it. */
public sealed interface FactType {

    /** A type without parts. */
    enum Simple implements FactType {
        TEXT,
        WHOLE_NUMBER,
        FLAG,
        /** A map from text to text, such as tags. */
        TEXTS,
        /** Any JSON value, such as the object under review. */
        ANY
    }

    record ListOf(FactType element) implements FactType {}

    /**
     * A fact with named fields.
     *
     * @param name the name of the fact
     * @param fields the types of all fields by name, in the order of the documentation
     */
    record Fields(String name, Map<String, FactType> fields) implements FactType {

        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }
}
