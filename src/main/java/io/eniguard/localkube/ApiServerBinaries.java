package io.eniguard.localkube;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The location of kube-apiserver, etcd and kubectl.
 *
 * @param folder the folder that contains the three executable files
 */
public record ApiServerBinaries(Path folder) {

    private static final List<String> PROGRAMS = List.of("kube-apiserver", "etcd", "kubectl");
    private static final String VARIABLE = "KUBEBUILDER_ASSETS";
    private static final Pattern VERSION = Pattern.compile("v?(\\d.*)");

    public ApiServerBinaries {
        folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Returns the folder that {@code KUBEBUILDER_ASSETS} names. If the variable is not set, returns the folder in {@code
     * ~/.cache/eniguard/envtest} with the newest version. Ignores folders that do not contain all three programs.
     */
    public static Optional<ApiServerBinaries> find() {
        return find(System.getenv(), home());
    }

    /** Returns the reason why {@link #find()} found no programs, as one line. */
    public static String whyMissing() {
        return whyMissing(System.getenv(), home());
    }

    static Optional<ApiServerBinaries> find(Map<String, String> environment, Path home) {
        Optional<Path> named = named(environment);
        if (named.isPresent()) {
            return named.filter(folder -> missing(folder).isEmpty()).map(ApiServerBinaries::new);
        }
        return versions(cache(home)).stream()
                .filter(folder -> missing(folder).isEmpty())
                .max(Comparator.comparing(ApiServerBinaries::version))
                .map(ApiServerBinaries::new);
    }

    static String whyMissing(Map<String, String> environment, Path home) {
        return named(environment)
                .map(folder -> "%s is set to %s, which does not contain %s"
                        .formatted(VARIABLE, folder, String.join(", ", missing(folder))))
                .orElseGet(() -> "%s is not set, and no folder in %s contains %s"
                        .formatted(VARIABLE, cache(home), String.join(", ", PROGRAMS)));
    }

    public Path kubeApiserver() {
        return folder.resolve("kube-apiserver");
    }

    public Path etcd() {
        return folder.resolve("etcd");
    }

    public Path kubectl() {
        return folder.resolve("kubectl");
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home"));
    }

    private static Path cache(Path home) {
        return home.resolve(".cache/eniguard/envtest");
    }

    private static Optional<Path> named(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(VARIABLE))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
    }

    private static List<String> missing(Path folder) {
        return PROGRAMS.stream()
                .filter(program ->
                        !Files.isRegularFile(folder.resolve(program)) || !Files.isExecutable(folder.resolve(program)))
                .toList();
    }

    private static List<Path> versions(Path cache) {
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(cache)) {
            return folders.filter(folder ->
                            VERSION.matcher(folder.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + cache, e);
        }
    }

    /** Returns the version in a form that is compared number by number, so that 1.10 is newer than 1.9. */
    private static Version version(Path folder) {
        var name = VERSION.matcher(folder.getFileName().toString());
        return Version.parse(name.matches() ? name.group(1) : "0");
    }
}
