package io.eniguard.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.input.InputProblem;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedFilesTest {

    private final Path folder;

    NamedFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clusters: [{name: a, cluster: {certificate-authority: %s}}]",
                "users: [{name: a, user: {client-certificate: %s}}]",
                "users: [{name: b}, {name: a, user: {client-key: %s}}]",
                "users: [{name: a, user: {tokenFile: %s}}]"
            })
    void aDeviceAndAFolderAreRefused(String kubeconfig) {
        for (String path : List.of("/dev/zero", folder.toString())) {
            assertEquals(
                    List.of(new InputProblem(path, "named by the kubeconfig, but not a regular file")),
                    problems(kubeconfig.formatted(path)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "no-such-file", "''", "sub/key.pem"})
    void anyOtherPathIsAccepted(String path) throws Exception {
        Files.createDirectory(folder.resolve("sub"));
        Files.writeString(folder.resolve("sub/key.pem"), "secret");
        assertEquals(List.of(), problems("users: [{name: a, user: {client-key: %s}}]".formatted(path)));
    }

    @Test
    void aFileOfMoreThanOneMebibyteIsRefused() throws Exception {
        Path file = folder.resolve("large.pem");
        String kubeconfig = "users: [{name: a, user: {client-key: large.pem}}]";
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(1 << 20);
            assertEquals(List.of(), problems(kubeconfig));
            large.setLength((1 << 20) + 1);
        }
        assertEquals(
                List.of(new InputProblem(file.toString(), "named by the kubeconfig, but larger than 1 MiB")),
                problems(kubeconfig));
    }

    private List<InputProblem> problems(String kubeconfig) {
        return NamedFiles.problems(folder.resolve("kubeconfig").toFile(), kubeconfig.getBytes(StandardCharsets.UTF_8));
    }
}
