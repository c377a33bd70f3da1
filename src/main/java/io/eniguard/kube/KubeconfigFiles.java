package io.eniguard.kube;

import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;

/**
 * The kubeconfig files: those of {@code KUBECONFIG}, which are merged, else {@code ~/.kube/config}. They hold credentials, and the
 * Kubernetes client quotes content that it cannot read. So each file is read here first, within limits, and messages about it quote none of
 * its content.
 */
public final class KubeconfigFiles {

    /** Some thousand clusters with their certificates. */
    private static final int MOST_BYTES = 8 << 20;

    private static final Path NOTHING = Path.of("/dev/null");

    /**
     * Loggers that print the answers of credential plugins and token endpoints. They are kept here because a logger that nobody refers to
     * loses its level.
     */
    private static final List<Logger> TALKATIVE = Stream.of(
                    "io.fabric8.kubernetes.client.internal.KubeConfigUtils",
                    "io.fabric8.kubernetes.client.utils.OpenIDConnectionUtils")
            .map(Logger::getLogger)
            .toList();

    private KubeconfigFiles() {}

    /**
     * The configuration of the files or, where there are none, of the pod's service account. Runs the credential plugin that the files name.
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
            throw unusable("the content of the kubeconfig cannot be used");
        }
    }

    /**
     * Reads the files. A file that does not exist is skipped, as kubectl does.
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
     * A client with this configuration. It sends nothing yet.
     *
     * @throws UnreadableInputException when a certificate or a key of the files cannot be used
     */
    public static KubernetesClient client(Config config) throws UnreadableInputException {
        return client(config, new KubernetesSerialization());
    }

    /**
     * The same as {@link #client(Config)}.
     *
     * @param serialization reads and writes the objects
     */
    public static KubernetesClient client(Config config, KubernetesSerialization serialization)
            throws UnreadableInputException {
        Optional<KeyManager[]> keys = ClientCertificate.keyManagers(config, names());
        Config withoutKey = new ConfigBuilder(config).build();
        // Otherwise the client would read the key itself, and fail at some keys.
        withoutKey.setClientKeyData(null);
        withoutKey.setClientKeyFile(null);
        try {
            return new KubernetesClientBuilder()
                    .withConfig(withoutKey)
                    .withKubernetesSerialization(serialization)
                    .withHttpClientBuilderConsumer(http -> keys.ifPresent(own -> http.sslContext(own, trusted(config))))
                    .build();
        } catch (RuntimeException e) {
            // The message may quote a key or a URL with a password.
            throw unusable("a certificate or a URL of the kubeconfig cannot be used");
        }
    }

    private static TrustManager[] trusted(Config config) {
        try {
            return SSLUtils.trustManagers(config);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UnreadableInputException unusable(String reason) {
        return new UnreadableInputException(List.of(new InputProblem(names(), reason)));
    }

    /** The files, as messages name them. */
    private static String names() {
        String names = files().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return names.isEmpty() ? "kube" : names;
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
            problems.add(new InputProblem(file.toString(), "not a regular file. Fix: set KUBECONFIG to a kubeconfig file"));
            return;
        }
        byte[] bytes;
        try (InputStream content = Files.newInputStream(file)) {
            bytes = content.readNBytes(MOST_BYTES + 1);
        }
        if (bytes.length > MOST_BYTES) {
            problems.add(new InputProblem(
                    file.toString(),
                    "larger than %d MiB, the limit for a kubeconfig. Fix: set KUBECONFIG to a kubeconfig file"
                            .formatted(MOST_BYTES >> 20)));
            return;
        }
        Optional<KubeconfigFlaw> flaw = KubeconfigShape.flaw(bytes);
        if (flaw.isPresent()) {
            problems.add(problem(file, flaw.get()));
        } else {
            problems.addAll(NamedFiles.problems(file.toFile(), bytes));
        }
    }

    private static InputProblem problem(Path file, KubeconfigFlaw flaw) {
        return new InputProblem(
                file.toString(),
                "not a kubeconfig (line %d%s)"
                        .formatted(
                                flaw.line(),
                                flaw.limit().map(limit -> ": " + limit).orElse("")));
    }
}
