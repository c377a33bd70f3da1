package io.eniguard.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The physical memory of a process in KiB, as reported by the kernel.
 *
 * @param now the current value, {@code VmRSS}
 * @param peak the maximum so far, {@code VmHWM}
 */
public record ResidentMemory(long now, long peak) {

    /**
     * Reads the values from {@code /proc}.
     *
     * @throws IOException if the process does not exist, or the system is not Linux
     */
    public static ResidentMemory of(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        return new ResidentMemory(read(status, "VmRSS"), read(status, "VmHWM"));
    }

    private static long read(Path status, String name) throws IOException {
        return Machine.value(status, name)
                .map(Machine::leadingNumber)
                .findFirst()
                .orElseThrow(() -> new IOException("%s has no %s".formatted(status, name)));
    }
}
