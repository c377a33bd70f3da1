package io.eniguard.demo;

import io.eniguard.demo.script.DemoObject;
import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.StepOutcome;
import io.eniguard.demo.script.Write;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
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
    private final WatchedFile file;
    private final Map<String, JsonObject> objects = new LinkedHashMap<>();

    private ImitatedCluster(ReviewClient webhooks, WatchedFile file) {
        this.webhooks = webhooks;
        this.file = file;
    }

    /** @param file the file for {@code --cluster} */
    static ImitatedCluster of(ReviewClient webhooks, WatchedFile file) {
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
            file.write(List.copyOf(objects.values()));
        }
        // An API server sends equal warnings only once.
        return StepOutcome.allowed(warnings.stream().distinct().toList(), Rewriting.between(sent, object))
                .withExempted(validated.exempted());
    }

    private StepOutcome delete(Step step, JsonObject before, Mode mode) throws IOException, InterruptedException {
        ReviewClient.Answer answer = webhooks.validate(step, Optional.empty(), Optional.of(before), mode);
        if (!answer.allowed()) {
            return StepOutcome.denied(answer.message());
        }
        if (mode == Mode.FOR_REAL) {
            objects.remove(step.manifest().path());
            file.write(List.copyOf(objects.values()));
        }
        return StepOutcome.allowed(answer.warnings(), Optional.empty());
    }
}
