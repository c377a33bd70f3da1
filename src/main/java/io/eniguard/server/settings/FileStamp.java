package io.eniguard.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The real paths, modification times and sizes of files. Comparing two stamps detects changes without reading the files. Kubernetes updates
 * a mounted Secret or ConfigMap by replacing a link, which changes the real path.
 */
record FileStamp(List<String> files) {

    /** Returns the stamp of the files, and of all files in the folders. The stamp also records that a file is unreadable. */
    static FileStamp of(Path... paths) {
        return new FileStamp(Stream.of(paths)
                .flatMap(FileStamp::files)
                .map(FileStamp::describe)
                .toList());
    }

    private static Stream<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return Stream.of(path);
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.sorted().toList().stream();
        } catch (IOException e) {
            return Stream.of(path);
        }
    }

    private static String describe(Path path) {
        try {
            return path.toRealPath() + " " + Files.getLastModifiedTime(path, new LinkOption[0]) + " "
                    + Files.size(path);
        } catch (IOException e) {
            return path + " unreadable";
        }
    }
}
