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

/** The two forms of the program that Maven makes. */
public enum Build {
    JVM,
    NATIVE;

    private static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";

    /** {@code ENIGUARD_NATIVE=1} asks for the native executable. */
    public static Build asked() {
        return "1".equals(System.getenv("ENIGUARD_NATIVE")) ? NATIVE : JVM;
    }

    /** The heap that the build's image has: Dockerfile.native's, or Dockerfile.jvm's part of what k8s/overlays/jvm allows. */
    public String leastHeap() {
        return this == NATIVE ? "-Xmx64m" : "-Xmx128m";
    }

    /** What the container of k8s/, or of its overlay jvm, may take before the kernel ends it. */
    public int mebibytesOfContainer() {
        return this == NATIVE ? 192 : 320;
    }

    /** The native executable, when it was built. */
    static Optional<Path> executable() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(file -> file.toString().endsWith("-runner")).findFirst();
        }
    }

    /**
     * The command that runs eniguard, as it was built last.
     *
     * @param environment of the process to be; a native executable reads no options of a JVM there, and so gets them as arguments
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
     * @param environment what there is of variables for AWS and eniguard; of this process's own it gets none of these
     */
    public CommandOutput run(Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command(environment));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.startsWith("ENIGUARD_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        // A server that starts where it should refuse to would be read from for ever.
        CompletableFuture.delayedExecutor(2, TimeUnit.MINUTES).execute(process::destroyForcibly);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandOutput(process.waitFor(), out, err);
    }
}
