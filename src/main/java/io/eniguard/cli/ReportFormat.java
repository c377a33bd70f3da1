package io.eniguard.cli;

import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;

/** The output formats of reports: text for people, and JSON for programs. */
enum ReportFormat {
    TEXT,
    JSON;

    static final class FromOption implements ITypeConverter<ReportFormat> {
        @Override
        public ReportFormat convert(String typed) {
            return Words.parse(ReportFormat.class, typed);
        }
    }

    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Words.of(ReportFormat.class).iterator();
        }
    }
}
