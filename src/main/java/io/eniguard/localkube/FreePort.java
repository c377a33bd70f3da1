package io.eniguard.localkube;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds a free port for a program that does not accept port 0. The port is below the range from which the kernel assigns ports, so only a
 * program that chooses the same port can occupy it first. The started program then reports that its address is in use, and the caller tries
 * another port.
 */
public final class FreePort {

    private static final int LOWEST = 20_000;
    private static final int TRIES = 100;

    private FreePort() {}

    public static int find() throws IOException {
        int end = Math.max(LOWEST + 1000, lowestKernelPort());
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, end);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // The port is in use, so another one is tried.
            }
        }
        throw new IOException("no free port from %d to %d in %d tries".formatted(LOWEST, end, TRIES));
    }

    private static int lowestKernelPort() throws IOException {
        Path range = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
        // By default, the range starts at 32768 on Linux and higher on other systems.
        return Files.isReadable(range)
                ? Integer.parseInt(Files.readString(range).strip().split("\\s+", 2)[0])
                : 32_768;
    }
}
