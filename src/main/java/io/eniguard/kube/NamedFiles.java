package io.eniguard.kube;

import io.eniguard.input.InputProblem;
import io.eniguard.tree.Document;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Checks the certificate, key and token files that a kubeconfig names (client-go, tools/clientcmd/api/v1/types.go). The Kubernetes client
 * reads each file to its end, so the client would hang if a file were a device or a pipe.
 */
final class NamedFiles {

    /** The largest size of a file. It is four times the size of a bundle of all public CAs. */
    private static final int MOST_BYTES = 1 << 20;

    private static final List<String> OF_CLUSTER = List.of("certificate-authority");
    private static final List<String> OF_USER = List.of("client-certificate", "client-key", "tokenFile");
    private static final File NOTHING = new File("/dev/null");

    private NamedFiles() {}

    /**
     * Returns the problems of the files. A file that does not exist is skipped, since the current context may not use it.
     *
     * @param content the content of the kubeconfig, whose structure has been checked
     */
    static List<InputProblem> problems(File kubeconfig, byte[] content) {
        return YamlReader.readUntilError(new String(content, StandardCharsets.UTF_8)).documents().stream()
                .map(Document::content)
                .map(Tree::of)
                .flatMap(root -> Stream.concat(
                        paths(root, "clusters", "cluster", OF_CLUSTER), paths(root, "users", "user", OF_USER)))
                .distinct()
                .map(path -> problem(inFolderOf(kubeconfig, path)))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Stream<String> paths(Tree root, String entries, String member, List<String> keys) {
        return root.trees(entries).stream()
                .flatMap(entry -> keys.stream().flatMap(key -> entry.text(member, key).stream()))
                .filter(path -> !path.isEmpty());
    }

    private static File inFolderOf(File kubeconfig, String path) {
        File file = new File(path);
        return file.isAbsolute() ? file : new File(kubeconfig.getAbsoluteFile().getParentFile(), path);
    }

    private static Optional<InputProblem> problem(File file) {
        if (!file.exists() || file.equals(NOTHING)) {
            return Optional.empty();
        } else if (!file.isFile()) {
            return Optional.of(new InputProblem(file.toString(), "named by the kubeconfig, but not a regular file"));
        }
        return file.length() <= MOST_BYTES
                ? Optional.empty()
                : Optional.of(new InputProblem(
                        file.toString(),
                        "named by the kubeconfig, but larger than %d MiB".formatted(MOST_BYTES >> 20)));
    }
}
