package io.eniguard.demo;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A file of manifests that eniguard reads again whenever it changes. */
record WatchedFile(Path path) {

    private static final JsonProvider JSON = JsonProvider.provider();

    /** Creates the file, without any object. */
    static WatchedFile create(Path path) throws IOException {
        WatchedFile file = new WatchedFile(path);
        file.write(List.of());
        return file;
    }

    /** Replaces the file atomically, so that eniguard never reads an incomplete file. */
    void write(List<JsonObject> objects) throws IOException {
        JsonArrayBuilder items = JSON.createArrayBuilder();
        objects.forEach(items::add);
        JsonObject list = JSON.createObjectBuilder()
                .add("apiVersion", "v1")
                .add("kind", "List")
                .add("items", items)
                .build();
        Path newFile = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(newFile, list.toString());
        Files.move(newFile, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
