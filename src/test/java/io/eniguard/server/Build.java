package io.eniguard.server;

import io.eniguard.localkube.CommandOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The two forms of the program that Maven builds. */
public enum Build {
    JVM,
    NATIVE;

    private static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** Returns the native executable if {@code ENIGUARD_NATIVE=1} is in the environment, and otherwise the program on a JVM. */
    public static Build asked() {
        return "1".equals(System.getenv("ENIGUARD_NATIVE")) ? NATIVE : JVM;
    }

    /**
     * The heap limit in the build's image, as a JVM option. For the native executable, the limit is set in Dockerfile.native. For a JVM, it
     * follows from the share of the heap in Dockerfile.jvm and the memory limit in k8s/overlays/jvm.
     */
    public String leastHeap() {
        return this == NATIVE ? "-Xmx64m" : "-Xmx128m";
    }

    /** The memory limit of the container in k8s/, or in its overlay jvm. */
    public int mebibytesOfContainer() {
        return this == NATIVE ? 192 : 320;
    }

    /** The native executable, if it was built. */
    static Optional<Path> executable() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(file -> file.toString().endsWith("-runner")).findFirst();
        }
    }

    /**
     * The command that runs the latest build of eniguard.
     *
     * @param environment the environment of the new process; a native executable ignores JVM options in it, so they become arguments
     */
    public List<String> command(Map<String, String> environment) throws IOException {
        if (this == JVM) {
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            return List.of(java.toString(), "-jar", "target/quarkus-app/quarkus-run.jar");
        }
        Path executable =
                executable().orElseThrow(() -> new IOException("no native executable: mvn package -Dnative makes it"));
        return Stream.concat(Stream.of(executable.toString()), Stream.ofNullable(environment.get(JVM_OPTIONS)))
                .toList();
    }

    /**
     * Runs eniguard to its end.
     *
     * @param environment all variables for AWS and eniguard; such variables of this process are not passed on
     */
    public CommandOutput run(Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command(environment));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("ENIGUARD_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        // Without this limit, the test would hang if a server starts although it should refuse to start.
        CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(process::destroyForcibly);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandOutput(process.waitFor(), out, err);
    }
}
