package io.eniguard.demo;

import io.eniguard.demo.script.DemoObject;
import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import io.eniguard.demo.script.Write;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An imitation of an API server. It calls eniguard for each write and stores allowed objects in memory and in a file that eniguard reads.
 * It ignores schemas of custom resources, permissions of users and match conditions of webhooks.
 */
final class ImitatedCluster implements Cluster {

    private static final JsonProvider JSON = JsonProvider.provider();

    private final ReviewClient webhooks;
    private final Path file;
    private final Map<String, JsonObject> objects = new LinkedHashMap<>();

    private ImitatedCluster(ReviewClient webhooks, Path file) {
        this.webhooks = webhooks;
        this.file = file;
    }

    /** Creates the file for {@code --cluster}. The file contains no objects. */
    static Path emptyFile(Path folder) throws IOException {
        Path file = folder.resolve("cluster.json");
        write(List.of(), file);
        return file;
    }

    static ImitatedCluster of(ReviewClient webhooks, Path file) {
        return new ImitatedCluster(webhooks, file);
    }

    @Override
    public StepOutcome write(Step step, Mode mode) throws IOException, InterruptedException {
        DemoObject manifest = step.manifest();
        Optional<JsonObject> before = Optional.ofNullable(objects.get(manifest.path()));
        boolean isCreate = step.write() == Write.CREATE;
        if (isCreate == before.isPresent()) {
            return StepOutcome.error(manifest.path() + (isCreate ? " already exists" : " not found"));
        }
        return step.write() == Write.DELETE
                ? delete(step, before.orElseThrow(), mode)
                : store(step, merged(before, manifest.json()), before, mode);
    }

    private static JsonObject merged(Optional<JsonObject> before, JsonObject manifest) {
        return before.map(old -> JSON.createMergePatch(manifest).apply(old).asJsonObject())
                .orElse(manifest);
    }

    private StepOutcome store(Step step, JsonObject sent, Optional<JsonObject> before, Mode mode)
            throws IOException, InterruptedException {
        JsonObject object = sent;
        List<String> warnings = new ArrayList<>();
        if (step.manifest().resource().isMutated() && step.write() != Write.UPDATE_STATUS) {
            ReviewClient.Answer mutated = webhooks.mutate(step, Optional.of(sent), before, mode);
            warnings.addAll(mutated.warnings());
            object = mutated.applyTo(sent);
        }
        ReviewClient.Answer validated = webhooks.validate(step, Optional.of(object), before, mode);
        if (!validated.allowed()) {
            return StepOutcome.denied(validated.message());
        }
        warnings.addAll(validated.warnings());
        if (mode == Mode.FOR_REAL) {
            objects.put(step.manifest().path(), object);
            write(List.copyOf(objects.values()), file);
        }
        // An API server sends equal warnings only once.
        return StepOutcome.allowed(warnings.stream().distinct().toList(), Rewriting.between(sent, object));
    }

    private StepOutcome delete(Step step, JsonObject before, Mode mode) throws IOException, InterruptedException {
        ReviewClient.Answer answer = webhooks.validate(step, Optional.empty(), Optional.of(before), mode);
        if (!answer.allowed()) {
            return StepOutcome.denied(answer.message());
        }
        if (mode == Mode.FOR_REAL) {
            objects.remove(step.manifest().path());
            write(List.copyOf(objects.values()), file);
        }
        return StepOutcome.allowed(answer.warnings(), Optional.empty());
    }

    /** Replaces the file atomically, so that eniguard never reads an incomplete file. */
    private static void write(List<JsonObject> objects, Path file) throws IOException {
        JsonArrayBuilder items = JSON.createArrayBuilder();
        objects.forEach(items::add);
        JsonObject list = JSON.createObjectBuilder()
                .add("apiVersion", "v1")
                .add("kind", "List")
                .add("items", items)
                .build();
        Path newFile = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(newFile, list.toString());
        Files.move(newFile, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
