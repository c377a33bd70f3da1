package io.eniguard.cli;

import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;

/** The output formats of {@code explain}. */
enum ExplainFormat {
    TEXT,
    JSON;

    static final class FromOption implements ITypeConverter<ExplainFormat> {
        @Override
        public ExplainFormat convert(String typed) {
            return Words.parse(ExplainFormat.class, typed);
        }
    }

    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Words.of(ExplainFormat.class).iterator();
        }
    }
}
