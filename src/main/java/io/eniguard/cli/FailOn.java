package io.eniguard.cli;

import io.eniguard.report.CheckReport;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;

/** What makes a check end with {@link ExitCodes#FINDINGS}. Each includes those before it. */
enum FailOn {
    DENY,
    WARN,
    UNKNOWN;

    boolean isReachedBy(CheckReport report) {
        return report.denied() > 0
                || (this != DENY && report.warned() > 0)
                || (this == UNKNOWN && report.unknown() > 0);
    }

    static final class FromOption implements ITypeConverter<FailOn> {
        @Override
        public FailOn convert(String typed) {
            return Words.parse(FailOn.class, typed);
        }
    }

    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Words.of(FailOn.class).iterator();
        }
    }
}
