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
 * Reads the kubeconfig files: all files in {@code KUBECONFIG}, or {@code ~/.kube/config} if the variable is not set. Several files are
 * merged. The files contain credentials, and the Kubernetes client quotes text that it cannot parse. Therefore this class first checks each
 * file, and the messages of this class never quote text from a file.
 */
public final class KubeconfigFiles {

    /** The largest size of a kubeconfig. It is enough for thousands of clusters with their certificates. */
    private static final int MOST_BYTES = 8 << 20;

    private static final Path NOTHING = Path.of("/dev/null");

    /**
     * The loggers that print the answers of credential plugins and token endpoints. This field keeps the loggers in memory, since a logger
     * without a reference is garbage-collected and loses its level.
     */
    private static final List<Logger> TALKATIVE = Stream.of(
                    "io.fabric8.kubernetes.client.internal.KubeConfigUtils",
                    "io.fabric8.kubernetes.client.utils.OpenIDConnectionUtils")
            .map(Logger::getLogger)
            .toList();

    private KubeconfigFiles() {}

    /**
     * Returns the configuration in the files. If there are no files, returns the configuration of the pod's service account. Runs the
     * credential plugin if the files name one.
     *
     * @throws UnreadableInputException under the same conditions as {@link #check}
     */
    public static Config load() throws UnreadableInputException {
        check();
        TALKATIVE.forEach(logger -> logger.setLevel(Level.OFF));
        try {
            return Config.autoConfigure(null);
        } catch (RuntimeException e) {
            // The exception is dropped, since its message and its causes may quote credentials from a file.
            throw unusable(
                    "the kubeconfig cannot be used. Fix: check the current context with kubectl config view --minify");
        }
    }

    /**
     * Checks the files. Like kubectl, this method skips files that do not exist.
     *
     * @throws UnreadableInputException if a file cannot be read, is not a kubeconfig, or names a file that cannot be used
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
     * Returns a client with the given configuration, without sending a request.
     *
     * @throws UnreadableInputException if a certificate or a key cannot be used
     */
    public static KubernetesClient client(Config config) throws UnreadableInputException {
        return client(config, new KubernetesSerialization());
    }

    /**
     * Returns a client with the given configuration and serialization, without sending a request.
     *
     * @param serialization reads and writes the objects
     * @throws UnreadableInputException if a certificate or a key cannot be used
     */
    public static KubernetesClient client(Config config, KubernetesSerialization serialization)
            throws UnreadableInputException {
        Optional<KeyManager[]> keys = ClientCertificate.keyManagers(config, names());
        Config withoutKey = new ConfigBuilder(config).build();
        // The key is removed from the configuration, since the client cannot read some kinds of keys.
        withoutKey.setClientKeyData(null);
        withoutKey.setClientKeyFile(null);
        try {
            return new KubernetesClientBuilder()
                    .withConfig(withoutKey)
                    .withKubernetesSerialization(serialization)
                    .withHttpClientBuilderConsumer(http -> keys.ifPresent(own -> http.sslContext(own, trusted(config))))
                    .build();
        } catch (RuntimeException e) {
            // The exception is dropped, since its message may quote a key or a URL with a password.
            throw unusable(
                    "a certificate or a URL of the kubeconfig cannot be used. Fix: check it with kubectl config view");
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

    /** Returns the names of the files for messages. */
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
            // Reading a device may never end, and a pipe can be read only once.
            problems.add(
                    new InputProblem(file.toString(), "not a regular file. Fix: set KUBECONFIG to a kubeconfig file"));
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
