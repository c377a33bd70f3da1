package io.eniguard.bench;

import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;

/** Nodes of a fleet as JSON, as written by a kubelet and by controllers. */
final class NodeJson {
    static final String ENI_CONFIG = "k8s.amazonaws.com/eniConfig";
    private static final int BYTES = 12_000;
    private static final String REGISTERED = "2026-05-04T08:15:30Z";
    private final JsonBuilderFactory json;
    private final NodeLabels nodeLabels;
    private final NodeStatusJson status;

    NodeJson(JsonBuilderFactory json) {
        this.json = json;
        nodeLabels = new NodeLabels(json);
        status = new NodeStatusJson(json, REGISTERED);
    }

    /** A node as its kubelet creates it: not ready, with its zone only in {@code spec.providerID}. It has about 12 KB with its images. */
    JsonObject registering(Fleet.Host host, Ids ids) {
        JsonObject labels = nodeLabels.ofKubelet(host).build();
        return filled(
                node(
                        metadata(host, ids.uid(), labels)
                                .add("managedFields", json.createArrayBuilder().add(kubeletOwns(host, labels))),
                        json.createObjectBuilder()
                                .add("providerID", providerId(host))
                                .add("taints", taints()),
                        status.of(host, "False")),
                ids);
    }

    /** The same node as it is stored after its registration, with the label of its ENIConfig. */
    JsonObject labelled(JsonObject registering, String eniConfig) {
        JsonObject metadata = registering.getJsonObject("metadata");
        return json.createObjectBuilder(registering)
                .add(
                        "metadata",
                        json.createObjectBuilder(metadata)
                                .add(
                                        "labels",
                                        json.createObjectBuilder(metadata.getJsonObject("labels"))
                                                .add(ENI_CONFIG, eniConfig)))
                .build();
    }

    /** The same node after the cloud controller has set its zone. */
    JsonObject initialized(Fleet.Host host, JsonObject labelled) {
        JsonObject metadata = labelled.getJsonObject("metadata");
        JsonObject labels = NodeLabels.withCloudLabels(host, json.createObjectBuilder(metadata.getJsonObject("labels")))
                .build();
        JsonObject owned = json.createObjectBuilder()
                .add(
                        "metadata",
                        json.createObjectBuilder()
                                .add("labels", NodeLabels.withCloudLabels(host, json.createObjectBuilder())))
                .build();
        JsonArray managed = json.createArrayBuilder(metadata.getJsonArray("managedFields"))
                .add(new ManagedFields(json).entry("aws-cloud-controller-manager", "v1", REGISTERED, owned))
                .build();
        return json.createObjectBuilder(labelled)
                .add(
                        "metadata",
                        json.createObjectBuilder(metadata).add("labels", labels).add("managedFields", managed))
                .add("spec", json.createObjectBuilder().add("providerID", providerId(host)))
                .build();
    }

    /** A running node as {@code kubectl get} lists it: about 3 KB, without field ownership and images. */
    JsonObject running(Fleet.Host host, String eniConfig, Ids ids) {
        JsonObjectBuilder labels =
                NodeLabels.withCloudLabels(host, nodeLabels.ofKubelet(host)).add(ENI_CONFIG, eniConfig);
        return node(
                metadata(host, ids.uid(), labels.build()),
                json.createObjectBuilder().add("providerID", providerId(host)),
                status.of(host, "True"));
    }

    /**
     * A running node as the API server lists it, with field ownership and images: about 12 KB.
     *
     * @param like a {@linkplain #registering registering} node with the same images and field ownership
     */
    JsonObject whole(Fleet.Host host, String eniConfig, JsonObject like, Ids ids) {
        JsonObject running = running(host, eniConfig, ids);
        return json.createObjectBuilder(running)
                .add(
                        "metadata",
                        json.createObjectBuilder(running.getJsonObject("metadata"))
                                .add(
                                        "managedFields",
                                        like.getJsonObject("metadata").getJsonArray("managedFields")))
                .add(
                        "status",
                        json.createObjectBuilder(running.getJsonObject("status"))
                                .add("images", like.getJsonObject("status").getJsonArray("images")))
                .build();
    }

    private JsonObject filled(JsonObject bare, Ids ids) {
        var images = json.createArrayBuilder();
        for (int size = bytes(bare); size < BYTES; ) {
            JsonObject image = status.image(ids);
            images.add(image);
            size += bytes(image) + 1;
        }
        return json.createObjectBuilder(bare)
                .add(
                        "status",
                        json.createObjectBuilder(bare.getJsonObject("status")).add("images", images))
                .build();
    }

    private static int bytes(JsonValue value) {
        return value.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private JsonObject node(JsonObjectBuilder metadata, JsonObjectBuilder spec, JsonObjectBuilder nodeStatus) {
        return json.createObjectBuilder()
                .add("apiVersion", "v1")
                .add("kind", "Node")
                .add("metadata", metadata)
                .add("spec", spec)
                .add("status", nodeStatus)
                .build();
    }

    private JsonObjectBuilder metadata(Fleet.Host host, String uid, JsonObject labels) {
        return json.createObjectBuilder()
                .add("name", host.name())
                .add("uid", uid)
                .add("creationTimestamp", REGISTERED)
                .add("labels", labels)
                .add("annotations", annotations(host));
    }

    private JsonObjectBuilder annotations(Fleet.Host host) {
        return json.createObjectBuilder()
                .add("alpha.kubernetes.io/provided-node-ip", host.address())
                .add("volumes.kubernetes.io/controller-managed-attach-detach", "true");
    }

    private JsonObject kubeletOwns(Fleet.Host host, JsonObject labels) {
        JsonObject fields = json.createObjectBuilder()
                .add(
                        "metadata",
                        json.createObjectBuilder()
                                .add("annotations", annotations(host))
                                .add("labels", labels))
                .add("spec", json.createObjectBuilder().add("providerID", ""))
                .build();
        return new ManagedFields(json).entry("kubelet", "v1", REGISTERED, fields);
    }

    private static String providerId(Fleet.Host host) {
        return "aws:///%s/%s".formatted(host.zone(), host.instanceId());
    }

    private JsonArray taints() {
        return json.createArrayBuilder()
                .add(json.createObjectBuilder()
                        .add("key", "node.cloudprovider.kubernetes.io/uninitialized")
                        .add("value", "true")
                        .add("effect", "NoSchedule"))
                .add(json.createObjectBuilder()
                        .add("key", "node.kubernetes.io/not-ready")
                        .add("effect", "NoSchedule"))
                .build();
    }
}
