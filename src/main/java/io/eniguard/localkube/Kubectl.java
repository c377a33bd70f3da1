package io.eniguard.localkube;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs kubectl and waits until it ends.
 *
 * @param program the executable
 * @param folder the home folder of kubectl, which also contains the discovery cache; the settings in the user's own home folder have no
 *     effect
 * @param kubeconfig the file with the user and the API server
 */
record Kubectl(Path program, Path folder, Path kubeconfig) {

    private static final Duration LONGEST_RUN = Duration.ofSeconds(60);

    /** @throws IOException if kubectl cannot be started, or if it did not end within a minute and was killed */
    CommandOutput run(String stdin, List<String> arguments) throws IOException, InterruptedException {
        // The streams are redirected to files, since three pipes would need three threads.
        Path in = Files.createTempFile(folder, "kubectl-", ".in");
        Path out = Files.createTempFile(folder, "kubectl-", ".out");
        Path err = Files.createTempFile(folder, "kubectl-", ".err");
        try {
            Files.writeString(in, stdin);
            ProcessBuilder builder = new ProcessBuilder(command(arguments))
                    .directory(folder.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            LocalProcess.cleanEnvironment(builder, folder);
            Process process = builder.start();
            if (!process.waitFor(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("kubectl %s has not ended after %d s: %s"
                        .formatted(String.join(" ", arguments), LONGEST_RUN.toSeconds(), Files.readString(err)));
            }
            return new CommandOutput(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.deleteIfExists(in);
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    private List<String> command(List<String> arguments) {
        return Stream.concat(
                        Stream.of(
                                program.toString(),
                                "--kubeconfig=" + kubeconfig,
                                "--cache-dir=" + folder.resolve("kubectl-cache")),
                        arguments.stream())
                .toList();
    }
}
