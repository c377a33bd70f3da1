package io.eniguard.kube;

import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files that say where the API server is: those of {@code KUBECONFIG}, which are merged, else {@code ~/.kube/config}. They hold
 * credentials, and the Kubernetes client quotes what it cannot read. So each is read here first, within bounds, and what is wrong with it is
 * said without a word of its content.
 */
public final class KubeconfigFiles {

    /** Some thousand clusters with their certificates. */
    private static final int MOST_BYTES = 8 << 20;

    private static final Path NOTHING = Path.of("/dev/null");

    /** They log what credential plugins and token endpoints answer. Kept here, since loggers that nobody holds forget their level. */
    private static final List<Logger> TALKATIVE = Stream.of(
                    "io.fabric8.kubernetes.client.internal.KubeConfigUtils",
                    "io.fabric8.kubernetes.client.utils.OpenIDConnectionUtils")
            .map(Logger::getLogger)
            .toList();

    private KubeconfigFiles() {}

    /**
     * What the files say, or, where there are none, what the pod's service account does. Runs the credential plugin that they name.
     *
     * @throws UnreadableInputException as {@link #check}
     */
    public static Config load() throws UnreadableInputException {
        check();
        TALKATIVE.forEach(logger -> logger.setLevel(Level.OFF));
        try {
            return Config.autoConfigure(null);
        } catch (RuntimeException e) {
            // The message and its causes may quote any part of any file.
            throw unusable("what the kubeconfig holds cannot be used");
        }
    }

    /**
     * Reads the files that there are. One that does not exist is passed over, as kubectl does.
     *
     * @throws UnreadableInputException when one cannot be read, is no kubeconfig, or names a file that cannot be used
     */
    public static void check() throws UnreadableInputException {
        List<InputProblem> problems = new ArrayList<>();
        for (Path file : files().toList()) {
            try {
                check(file, problems);
            } catch (IOException e) {
                problems.add(InputProblem.of(file.toString(), e));
            }
        }
        if (!problems.isEmpty()) {
            throw new UnreadableInputException(problems);
        }
    }

    /**
     * A client that is set up so. It does not ask anything yet.
     *
     * @throws UnreadableInputException when a certificate or a key of the files cannot be used
     */
    public static KubernetesClient client(Config config) throws UnreadableInputException {
        try {
            return new KubernetesClientBuilder().withConfig(config).build();
        } catch (RuntimeException e) {
            // The message may quote a key or a URL with a password.
            throw unusable("a certificate, a key or a URL of the kubeconfig cannot be used");
        }
    }

    private static UnreadableInputException unusable(String reason) {
        String names = files().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return new UnreadableInputException(List.of(new InputProblem(names.isEmpty() ? "kube" : names, reason)));
    }

    private static Stream<Path> files() {
        return Config.getKubeconfigFilenames().stream()
                .filter(name -> !name.isEmpty())
                .map(File::new)
                .filter(File::exists)
                .map(File::toPath);
    }

    private static void check(Path file, List<InputProblem> problems) throws IOException {
        if (file.equals(NOTHING)) {
            return;
        } else if (!Files.isRegularFile(file)) {
            // A device or a pipe may never end, and can be read once only.
            problems.add(new InputProblem(file.toString(), "not a kubeconfig: no regular file"));
            return;
        }
        byte[] bytes;
        try (InputStream content = Files.newInputStream(file)) {
            bytes = content.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            problems.add(new InputProblem(
                    file.toString(), "not a kubeconfig: larger than %d MiB".formatted(MOST_BYTES >> 20)));
            return;
        }
        OptionalInt wrongLine = KubeconfigShape.wrongLine(bytes);
        if (wrongLine.isPresent()) {
            problems.add(notAKubeconfig(file, wrongLine.getAsInt()));
        } else {
            problems.addAll(NamedFiles.problems(file.toFile(), bytes));
        }
    }

    private static InputProblem notAKubeconfig(Path file, int line) {
        return new InputProblem(file.toString(), "not a kubeconfig (line %d)".formatted(line));
    }
}
