package io.eniguard.demo.script;

import jakarta.json.JsonObject;
import java.util.Optional;

/** An object, whole or in part, as kubectl takes it. Its kind is one of {@link Resource}, and it has a name. */
public record DemoObject(Resource resource, JsonObject json) {

    /** @throws IllegalArgumentException with a reason that can be shown */
    static DemoObject of(JsonObject json) {
        String apiVersion = json.getString("apiVersion", "");
        String kind = json.getString("kind", "");
        Resource resource = Resource.of(apiVersion, kind)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"%s\" of \"%s\" is no kind that the demo writes".formatted(kind, apiVersion)));
        DemoObject manifest = new DemoObject(resource, json);
        if (manifest.name().isEmpty()) {
            throw new IllegalArgumentException("%s without metadata.name".formatted(kind));
        }
        return manifest;
    }

    public String name() {
        return metadata("name").orElse("");
    }

    /** Empty for objects outside of namespaces. */
    public Optional<String> namespace() {
        return metadata("namespace");
    }

    /** Where the API server has all objects of this kind; those of a namespace in it. */
    public String collection() {
        String root = resource.root();
        return namespace().map(namespace -> root + "/namespaces/" + namespace).orElse(root) + "/" + resource.plural();
    }

    public String path() {
        return collection() + "/" + name();
    }

    private Optional<String> metadata(String member) {
        return Optional.ofNullable(json.getJsonObject("metadata")).map(metadata -> metadata.getString(member, null));
    }
}
