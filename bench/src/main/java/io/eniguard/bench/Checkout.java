package io.eniguard.bench;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkout that this bench was built in. It contains the program under measurement and the sources of the programs that it is
 * compared with.
 *
 * @param root the folder with the folder {@code bench}
 */
public record Checkout(Path root) {

    /**
     * Returns the checkout that contains this bench.
     *
     * @throws IOException if the bench was moved out of its checkout
     */
    public static Checkout current() throws IOException {
        Path classes = folderOfClasses();
        return Stream.iterate(classes, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(Yardstick.SOURCES)))
                .findFirst()
                .map(Checkout::new)
                .orElseThrow(() -> new IOException(
                        "%s is not in a checkout. Fix: run ./eniguard bench in a checkout".formatted(classes)));
    }

    private static Path folderOfClasses() throws IOException {
        try {
            return Path.of(Checkout.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** The program on a JVM, as the launcher builds and starts it. */
    Path program() {
        return root.resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** The native executable, if there is one. */
    Optional<Path> nativeExecutable() throws IOException {
        Path target = root.resolve("target");
        if (!Files.isDirectory(target)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(target)) {
            return files.filter(file -> file.toString().endsWith("-runner"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }
}
