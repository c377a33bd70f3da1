package io.eniguard.bench;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Physical memory of a process, in KiB as the kernel counts it.
 *
 * @param now {@code VmRSS}
 * @param peak {@code VmHWM}, the most it ever was
 */
public record ResidentMemory(long now, long peak) {

    /**
     * Reads it off {@code /proc}.
     *
     * @throws IOException when there is no such process, or no Linux to ask
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
