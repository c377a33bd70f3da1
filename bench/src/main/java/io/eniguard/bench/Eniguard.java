package io.eniguard.bench;

import io.eniguard.localkube.FreePort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code eniguard serve} as a program under measurement.
 *
 * @param program the command line without the arguments of eniguard
 */
record Eniguard(String name, List<String> program) {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    // The same value as in Dockerfile.native.
    private static final String HEAP_OF_NATIVE = "-Xmx64m";

    /** The program on a JVM with this JVM's options, because the launcher gives {@code serve} and {@code bench} the same options. */
    static Eniguard onJvm(Checkout checkout) {
        List<String> command = new ArrayList<>();
        command.add(Tool.java());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-jar", checkout.program().toString()));
        return new Eniguard("eniguard", command);
    }

    static Eniguard ofNative(Path executable) {
        return new Eniguard("eniguard, native", List.of(executable.toString(), HEAP_OF_NATIVE));
    }

    /** A running server with its address, and the address of its readiness and metrics. */
    record Running(ChildServer server, ServerAddress endpoint, ServerAddress management) implements AutoCloseable {
        @Override
        public void close() {
            server.close();
        }
    }

    /** The event that stops the clock. */
    enum Until {
        READY,
        FIRST_REVIEW
    }

    Running start(Stage stage, Path cluster, Until until) throws IOException {
        var endpoint = new ServerAddress(FreePort.find());
        var management = new ServerAddress(FreePort.find());
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of(
                "serve",
                "--host=" + ServerAddress.HOST,
                "--port=" + endpoint.port(),
                "--management-port=" + management.port(),
                "--tls-cert=" + stage.certificate(),
                "--tls-key=" + stage.key(),
                "--vpc=" + stage.vpc(),
                "--cluster=" + cluster));
        Path log = stage.folder().resolve("eniguard-%d.log".formatted(endpoint.port()));
        Probe probe = switch (until) {
            case READY -> Probe.readiness(management);
            case FIRST_REVIEW -> Probe.review(endpoint, stage.probe());
        };
        var server = ChildServer.start(new ChildServer.Program(name, command, log), probe, PATIENCE);
        return new Running(server, endpoint, management);
    }
}
