package io.eniguard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder with the sources of this program, which hold what it is compared with.
 *
 * @param root the folder of {@code pom.xml}
 */
public record Checkout(Path root) {

    /** Where this program was built; empty when it was carried away from there. */
    public static Optional<Checkout> ofThisProgram() {
        Path jar = Path.of(System.getProperty("java.class.path", "")).toAbsolutePath();
        return Stream.iterate(jar, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isRegularFile(folder.resolve("pom.xml"))
                        && Files.isDirectory(folder.resolve(Yardstick.SOURCES)))
                .findFirst()
                .map(Checkout::new);
    }

    /** The native executable, where it was built. */
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
