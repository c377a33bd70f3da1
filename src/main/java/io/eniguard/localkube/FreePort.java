package io.eniguard.localkube;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a program that does not take 0. It lies below those that the kernel hands out by itself, so that only another program like
 * this one can be faster; then the program says that its address is in use, and the next port is tried.
 */
public final class FreePort {

    private static final int LOWEST = 20_000;
    private static final int TRIES = 100;

    private FreePort() {}

    public static int find() throws IOException {
        int end = Math.max(LOWEST + 1000, lowestOfKernel());
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, end);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: the next.
            }
        }
        throw new IOException("no free port from %d to %d in %d tries".formatted(LOWEST, end, TRIES));
    }

    private static int lowestOfKernel() throws IOException {
        Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
        // Linux starts at 32768 unless told otherwise, other systems above that.
        return Files.isReadable(range)
                ? Integer.parseInt(Files.readString(range).strip().split("\\s+", 2)[0])
                : 32_768;
    }
}
