package io.eniguard.bench;

import io.eniguard.localkube.FreePort;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An application without code, with the same version of Quarkus and the same extensions, built from {@code bench/empty} if Maven is
 * installed. Its start shows how long a start takes before the first line of eniguard runs.
 */
final class EmptyApplication {
    private static final String SOURCES = "bench/empty";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path jar;

    private EmptyApplication(Path jar) {
        this.jar = jar;
    }

    /**
     * Builds the application into {@code bench/target/empty/}.
     *
     * @throws IOException if the build fails; the message contains the output of Maven
     */
    static EmptyApplication build(Path maven, Checkout checkout) throws IOException {
        Path folder = Files.createDirectories(checkout.root().resolve("bench/target/empty"));
        Tool.run(
                List.of(
                        maven.toString(),
                        "-q",
                        "-B",
                        "-ntp",
                        "-Dstyle.color=never",
                        "-DbuildDirectory=" + folder.toAbsolutePath(),
                        "package"),
                checkout.root().resolve(SOURCES),
                folder.resolve("build.log"));
        return new EmptyApplication(folder.resolve("quarkus-app/quarkus-run.jar"));
    }

    ChildServer start(Stage stage) throws IOException {
        var management = new ServerAddress(FreePort.find());
        List<String> command = new ArrayList<>();
        command.add(Tool.java());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-Dempty.host=" + ServerAddress.HOST,
                "-Dempty.port=" + FreePort.find(),
                "-Dempty.management-port=" + management.port(),
                "-Dempty.certificate=" + stage.certificate(),
                "-Dempty.key=" + stage.key(),
                "-jar",
                jar.toString()));
        var program = new ChildServer.Program(
                "empty Quarkus application", command, stage.folder().resolve("empty.log"));
        return ChildServer.start(program, Probe.readiness(management), PATIENCE);
    }
}
