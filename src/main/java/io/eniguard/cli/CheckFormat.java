package io.eniguard.cli;

import io.eniguard.report.CheckReport;
import io.eniguard.report.JsonReport;
import io.eniguard.report.TextReport;
import java.io.IOException;
import java.util.Iterator;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;

/** The ways {@code check} answers. */
enum CheckFormat {
    TEXT {
        @Override
        void print(CheckReport report, CommandLine command) {
            TextReport.Style style =
                    command.getColorScheme().ansi().enabled() ? TextReport.Style.COLOURED : TextReport.Style.PLAIN;
            TextReport.write(report, command.getOut(), style);
        }
    },
    JSON {
        @Override
        void print(CheckReport report, CommandLine command) throws IOException {
            JsonReport.write(report, command.getOut());
            command.getOut().flush();
        }
    };

    abstract void print(CheckReport report, CommandLine command) throws IOException;

    static final class FromOption implements ITypeConverter<CheckFormat> {
        @Override
        public CheckFormat convert(String typed) {
            return Words.parse(CheckFormat.class, typed);
        }
    }

    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Words.of(CheckFormat.class).iterator();
        }
    }
}
