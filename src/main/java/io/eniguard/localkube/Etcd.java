package io.eniguard.localkube;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The etcd of one API server. It listens on loopback without TLS. {@link LocalApiServer#close} deletes its data.
 *
 * @param port the port for clients, chosen by the kernel
 */
record Etcd(int port) {

    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final String ANY_PORT = "http://127.0.0.1:0";
    /** The log line with the port. etcd writes it only if its log level is info or lower. */
    private static final Pattern SERVING =
            Pattern.compile("\"serving client traffic.*\"address\":\"127\\.0\\.0\\.1:(\\d+)\"");

    static Etcd start(ProcessGroup processes, ApiServerBinaries binaries, Path folder)
            throws IOException, InterruptedException {
        LocalProcess process = processes.start(
                List.of(
                        binaries.etcd().toString(),
                        "--data-dir=" + folder.resolve("etcd"),
                        "--unsafe-no-fsync",
                        "--log-level=info",
                        "--listen-client-urls=" + ANY_PORT,
                        "--advertise-client-urls=" + ANY_PORT,
                        "--listen-peer-urls=" + ANY_PORT),
                folder,
                folder.resolve("etcd.log"));
        return new Etcd(process.await("client port", LONGEST_START, () -> port(process.logText())));
    }

    private static int port(String log) throws IOException {
        Matcher serving = SERVING.matcher(log);
        if (!serving.find()) {
            throw new IOException("it has not logged the port");
        }
        return Integer.parseInt(serving.group(1));
    }
}
