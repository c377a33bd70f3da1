package io.eniguard.demo.script;

import jakarta.json.JsonObject;
import java.util.Optional;

/** A complete or partial manifest of an object. The object has a name, and its kind is a {@link DemoKind}. */
public record DemoObject(DemoKind resource, JsonObject json) {

    /** @throws IllegalArgumentException if the kind is unknown or the name is missing; the message is for users */
    static DemoObject of(JsonObject json) {
        String apiVersion = json.getString("apiVersion", "");
        String kind = json.getString("kind", "");
        DemoKind resource = DemoKind.of(apiVersion, kind)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the demo cannot write kind \"%s\" of apiVersion \"%s\"".formatted(kind, apiVersion)));
        DemoObject manifest = new DemoObject(resource, json);
        if (manifest.name().isEmpty()) {
            throw new IllegalArgumentException("%s has no metadata.name".formatted(kind));
        }
        return manifest;
    }

    public String name() {
        return metadata("name").orElse("");
    }

    /** Returns the namespace; empty for cluster-scoped objects. */
    public Optional<String> namespace() {
        return metadata("namespace");
    }

    /** Returns the URL path of the objects of this kind, in the namespace of this object if it has one. */
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
