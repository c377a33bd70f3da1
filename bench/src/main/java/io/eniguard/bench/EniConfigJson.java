package io.eniguard.bench;

import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** ENIConfigs of a fleet as JSON, as stored by {@code kubectl apply}, with about 1.5 KB each. */
final class EniConfigJson {
    static final String API_VERSION = "crd.k8s.amazonaws.com/v1alpha1";
    private final JsonBuilderFactory json;
    private final Fleet fleet;

    EniConfigJson(JsonBuilderFactory json, Fleet fleet) {
        this.json = json;
        this.fleet = fleet;
    }

    /**
     * Returns an ENIConfig.
     *
     * @param uid the uid of the object
     * @param revision the value of a label, which is the only difference between two revisions of an object
     */
    JsonObject object(Fleet.PodNetwork network, String uid, String revision) {
        JsonObject applied = json.createObjectBuilder()
                .add("apiVersion", API_VERSION)
                .add("kind", "ENIConfig")
                .add(
                        "metadata",
                        json.createObjectBuilder()
                                .add("annotations", json.createObjectBuilder())
                                .add("labels", labels(revision))
                                .add("name", network.eniConfig()))
                .add("spec", spec(network))
                .build();
        JsonObject written = json.createObjectBuilder()
                .add(
                        "metadata",
                        json.createObjectBuilder()
                                .add(
                                        "annotations",
                                        json.createObjectBuilder()
                                                .add("kubectl.kubernetes.io/last-applied-configuration", ""))
                                .add("labels", labels(revision)))
                .add("spec", spec(network))
                .build();
        JsonArray managed = json.createArrayBuilder()
                .add(new ManagedFields(json)
                        .entry("kubectl-client-side-apply", API_VERSION, "2026-05-04T08:15:30Z", written))
                .build();
        return json.createObjectBuilder()
                .add("apiVersion", API_VERSION)
                .add("kind", "ENIConfig")
                .add(
                        "metadata",
                        json.createObjectBuilder()
                                .add("name", network.eniConfig())
                                .add("uid", uid)
                                .add("generation", 1)
                                .add("creationTimestamp", "2026-05-04T08:15:30Z")
                                .add("labels", labels(revision))
                                .add(
                                        "annotations",
                                        json.createObjectBuilder()
                                                .add(
                                                        "kubectl.kubernetes.io/last-applied-configuration",
                                                        applied.toString()))
                                .add("managedFields", managed))
                .add("spec", spec(network))
                .build();
    }

    private JsonObjectBuilder spec(Fleet.PodNetwork network) {
        return json.createObjectBuilder()
                .add("securityGroups", json.createArrayBuilder(fleet.securityGroups()))
                .add("subnet", network.block().subnetId());
    }

    private JsonObjectBuilder labels(String revision) {
        return json.createObjectBuilder()
                .add("app.kubernetes.io/managed-by", "platform")
                .add("app.kubernetes.io/part-of", "pod-networking")
                .add("example.com/revision", revision);
    }
}
