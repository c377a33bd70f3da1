package io.eniguard.source.file;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lists the YAML and JSON files in a folder, in the order of their names.
 *
 * <p>Files and folders whose names begin with a dot are skipped. They belong to editors and tools, or repeat the content of a mounted
 * ConfigMap ({@code ..data}). Links to files are followed, and links to folders are not.
 */
final class Folder {

    private static final List<String> ENDINGS = List.of(".json", ".yaml", ".yml");

    private Folder() {}

    /** Returns the files in the folder itself. */
    static List<Path> files(Path folder) throws IOException {
        return entries(folder).stream().filter(Folder::isWanted).toList();
    }

    /** Returns the files in the folder and in all folders below it. */
    static List<Path> filesBelow(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path entry : entries(folder)) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                files.addAll(filesBelow(entry));
            } else if (isWanted(entry)) {
                files.add(entry);
            }
        }
        return files;
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            for (Path entry : all) {
                if (!entry.getFileName().toString().startsWith(".")) {
                    entries.add(entry);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }

    private static boolean isWanted(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(name::endsWith) && Files.isRegularFile(file);
    }
}
