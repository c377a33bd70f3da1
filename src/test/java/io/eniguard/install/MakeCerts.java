package io.eniguard.install;

import io.eniguard.localkube.CommandOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code certs/make-certs.sh}.
 *
 * @param scratch the folder for the script's temporary files and its output
 * @param environment environment variables that the script gets in addition to those of this process
 */
public record MakeCerts(Path scratch, Map<String, String> environment) {

    public CommandOutput run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(scratch.getParent(), "make-certs-", ".out");
        Path err = Files.createTempFile(scratch.getParent(), "make-certs-", ".err");
        List<String> command = new ArrayList<>(List.of("bash", "certs/make-certs.sh"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("TMPDIR", scratch.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("make-certs.sh: no end after 60 s: " + Files.readString(err));
        }
        return new CommandOutput(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
