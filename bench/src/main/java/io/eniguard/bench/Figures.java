package io.eniguard.bench;

import java.time.Duration;
import java.util.Locale;

/** Formats figures for the report, with only their significant digits. */
final class Figures {
    private Figures() {}

    static String micros(Duration duration) {
        return String.format(Locale.ROOT, "%.1f µs", duration.toNanos() / 1e3);
    }

    static String millis(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        return String.format(Locale.ROOT, millis < 10 ? "%.2f ms" : "%.0f ms", millis);
    }

    static String perSecond(Measurement measurement) {
        return String.format(Locale.ROOT, "%,.0f/s", measurement.throughput());
    }

    static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2f ×", ratio);
    }

    static String mebibytes(long kibibytes) {
        return String.format(Locale.ROOT, "%.0f MiB", kibibytes / 1024.0);
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", part * 100);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
