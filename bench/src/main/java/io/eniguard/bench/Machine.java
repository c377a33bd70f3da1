package io.eniguard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The machine on which the figures were measured. Figures from different machines cannot be compared.
 *
 * @param processor the model of the processor, from {@code /proc/cpuinfo}
 * @param cores the number of cores that this process may use
 * @param memoryMiB the memory of the whole machine
 */
public record Machine(String processor, int cores, long memoryMiB, String system, String java) {

    /** The current machine. Unknown values are {@code unknown} or 0. */
    public static Machine current() {
        long memoryKiB = value(Path.of("/proc/meminfo"), "MemTotal")
                .map(Machine::leadingNumber)
                .findFirst()
                .orElse(0L);
        return new Machine(
                // This file has no model name on Arm machines.
                value(Path.of("/proc/cpuinfo"), "model name").findFirst().orElse("unknown processor"),
                Runtime.getRuntime().availableProcessors(),
                memoryKiB / 1024,
                "%s %s %s".formatted(property("os.name"), property("os.version"), property("os.arch")),
                "%s %s".formatted(property("java.vm.name"), property("java.vm.version")));
    }

    /** One line for the head of a report. */
    public String line() {
        return String.format(
                Locale.ROOT, "%s, %d cores, %.1f GiB, %s, %s", processor, cores, memoryMiB / 1024.0, system, java);
    }

    /** The values after the colon in all lines with this name, in files such as {@code /proc/meminfo}. */
    static Stream<String> value(Path file, String name) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines
                    .filter(line -> line.startsWith(name) && line.indexOf(':') >= 0)
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .toList()
                    .stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    static long leadingNumber(String value) {
        return Long.parseLong(value.substring(0, value.indexOf(' ')));
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }
}
