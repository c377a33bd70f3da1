package io.eniguard.demo;

import io.eniguard.demo.script.DemoKind;
import io.eniguard.demo.script.DemoObject;
import io.eniguard.demo.script.Step;
import io.eniguard.demo.script.Write;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.util.Optional;
import java.util.UUID;

/**
 * An admission review of a write, as an API server sends it.
 *
 * @param uid the id of the request, which the answer must repeat
 * @param review the complete AdmissionReview as JSON
 */
record AdmissionRequest(String uid, String review) {

    private static final JsonProvider JSON = JsonProvider.provider();

    /**
     * Creates the request for a step.
     *
     * @param object the new object; empty for a DELETE
     * @param before the stored object; empty for a CREATE
     */
    static AdmissionRequest of(Step step, Optional<JsonObject> object, Optional<JsonObject> before, Cluster.Mode mode) {
        String uid = UUID.randomUUID().toString();
        DemoObject manifest = step.manifest();
        JsonObject kind = named(manifest.resource(), "kind", manifest.resource().kind());
        JsonObject resource =
                named(manifest.resource(), "resource", manifest.resource().plural());
        JsonObjectBuilder request = JSON.createObjectBuilder()
                .add("uid", uid)
                .add("kind", kind)
                .add("resource", resource)
                .add("requestKind", kind)
                .add("requestResource", resource)
                .add("name", manifest.name())
                .add("operation", step.write().operation())
                .add("userInfo", user(step))
                .add("object", object.<JsonValue>map(value -> value).orElse(JsonValue.NULL))
                .add("oldObject", before.<JsonValue>map(value -> value).orElse(JsonValue.NULL))
                .add("dryRun", mode == Cluster.Mode.DRY_RUN)
                .add("options", options(step.write()));
        manifest.namespace().ifPresent(namespace -> request.add("namespace", namespace));
        if (step.write() == Write.UPDATE_STATUS) {
            request.add("subResource", "status").add("requestSubResource", "status");
        }
        JsonObject review = JSON.createObjectBuilder()
                .add("kind", "AdmissionReview")
                .add("apiVersion", "admission.k8s.io/v1")
                .add("request", request)
                .build();
        return new AdmissionRequest(uid, review.toString());
    }

    private static JsonObject named(DemoKind resource, String key, String name) {
        return JSON.createObjectBuilder()
                .add("group", resource.group())
                .add("version", resource.version())
                .add(key, name)
                .build();
    }

    private static JsonObject user(Step step) {
        return JSON.createObjectBuilder()
                .add("username", step.actor().username(step.manifest()))
                .add("groups", JSON.createArrayBuilder(step.actor().groups()))
                .build();
    }

    private static JsonObject options(Write write) {
        String operation = switch (write) {
            case CREATE -> "Create";
            case UPDATE, UPDATE_STATUS -> "Update";
            case DELETE -> "Delete";
        };
        return JSON.createObjectBuilder()
                .add("kind", operation + "Options")
                .add("apiVersion", "meta.k8s.io/v1")
                .build();
    }
}
