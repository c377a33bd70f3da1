package io.eniguard.cli;

import io.eniguard.doctor.DoctorReport;
import io.eniguard.doctor.JsonRendering;
import io.eniguard.doctor.TextRendering;
import java.io.IOException;
import java.util.Iterator;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;

/** The ways {@code doctor} answers. */
enum DoctorFormat {
    TEXT {
        @Override
        void print(DoctorReport report, CommandLine command) {
            TextRendering.Style style = command.getColorScheme().ansi().enabled()
                    ? TextRendering.Style.COLOURED
                    : TextRendering.Style.PLAIN;
            TextRendering.write(report, command.getOut(), style);
        }
    },
    JSON {
        @Override
        void print(DoctorReport report, CommandLine command) throws IOException {
            JsonRendering.write(report, command.getOut());
            command.getOut().flush();
        }
    };

    abstract void print(DoctorReport report, CommandLine command) throws IOException;

    static final class FromOption implements ITypeConverter<DoctorFormat> {
        @Override
        public DoctorFormat convert(String typed) {
            return Words.parse(DoctorFormat.class, typed);
        }
    }

    static final class Candidates implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Words.of(DoctorFormat.class).iterator();
        }
    }
}
