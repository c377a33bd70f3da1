package io.eniguard.bench;

import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/**
 * The AdmissionReview that an API server wraps around an object.
 *
 * @param kind the group, version and kind of the object, as in the webhook's registration
 * @param resource the group, version and resource of the object, as in URLs
 */
record Envelope(JsonBuilderFactory json, JsonObject kind, JsonObject resource) {

    static Envelope of(JsonBuilderFactory json, String group, String version, String kind, String resource) {
        return new Envelope(
                json,
                json.createObjectBuilder()
                        .add("group", group)
                        .add("version", version)
                        .add("kind", kind)
                        .build(),
                json.createObjectBuilder()
                        .add("group", group)
                        .add("version", version)
                        .add("resource", resource)
                        .build());
    }

    Review create(String path, String uid, JsonObject user, JsonObject object) {
        return review(path, uid, "CREATE", user, object, JsonValue.NULL);
    }

    Review update(String path, String uid, JsonObject user, JsonObject object, JsonObject oldObject) {
        return review(path, uid, "UPDATE", user, object, oldObject);
    }

    private Review review(
            String path, String uid, String operation, JsonObject user, JsonObject object, JsonValue oldObject) {
        JsonObject request = json.createObjectBuilder()
                .add("uid", uid)
                .add("kind", kind)
                .add("resource", resource)
                .add("requestKind", kind)
                .add("requestResource", resource)
                .add("name", object.getJsonObject("metadata").getString("name"))
                .add("operation", operation)
                .add("userInfo", user)
                .add("object", object)
                .add("oldObject", oldObject)
                .add("dryRun", false)
                .add(
                        "options",
                        json.createObjectBuilder()
                                .add("kind", operation.equals("CREATE") ? "CreateOptions" : "UpdateOptions")
                                .add("apiVersion", "meta.k8s.io/v1"))
                .build();
        JsonObject review = json.createObjectBuilder()
                .add("kind", "AdmissionReview")
                .add("apiVersion", "admission.k8s.io/v1")
                .add("request", request)
                .build();
        return new Review(path, uid, review.toString());
    }
}
