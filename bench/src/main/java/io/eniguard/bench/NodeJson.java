package io.eniguard.bench;

import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Nodes of a fleet as JSON, as written by a kubelet and by controllers. */
final class NodeJson {
    static final String ENI_CONFIG = "k8s.amazonaws.com/eniConfig";
    private static final int BYTES = 12_000;
    private static final String REGISTERED = "2026-05-04T08:15:30Z";
    private final JsonBuilderFactory json;

    NodeJson(JsonBuilderFactory json) {
        this.json = json;
    }

    /** A node as its kubelet creates it: not ready, with its zone only in {@code spec.providerID}. It has about 12 KB with its images. */
    JsonObject registering(Fleet.Host host, Ids ids) {
        JsonObject labels = kubeletLabels(host).build();
        return filled(
                metadata(host, ids.uid(), labels)
                        .add("managedFields", json.createArrayBuilder().add(kubeletOwns(host, labels))),
                host,
                "False",
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
        JsonObject labels = cloudLabels(host, json.createObjectBuilder(metadata.getJsonObject("labels")))
                .build();
        JsonObject owned = json.createObjectBuilder()
                .add(
                        "metadata",
                        json.createObjectBuilder().add("labels", cloudLabels(host, json.createObjectBuilder())))
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
        JsonObjectBuilder labels = cloudLabels(host, kubeletLabels(host)).add(ENI_CONFIG, eniConfig);
        return node(
                metadata(host, ids.uid(), labels.build()),
                json.createObjectBuilder().add("providerID", providerId(host)),
                status(host, "True"));
    }

    private JsonObject filled(JsonObjectBuilder metadata, Fleet.Host host, String ready, Ids ids) {
        JsonObject bare = node(
                metadata,
                json.createObjectBuilder().add("providerID", providerId(host)).add("taints", taints()),
                status(host, ready));
        var images = json.createArrayBuilder();
        for (int size = bytes(bare); size < BYTES; ) {
            JsonObject image = image(ids);
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

    private JsonObject node(JsonObjectBuilder metadata, JsonObjectBuilder spec, JsonObjectBuilder status) {
        return json.createObjectBuilder()
                .add("apiVersion", "v1")
                .add("kind", "Node")
                .add("metadata", metadata)
                .add("spec", spec)
                .add("status", status)
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

    private JsonObjectBuilder kubeletLabels(Fleet.Host host) {
        return json.createObjectBuilder()
                .add("beta.kubernetes.io/arch", host.type().architecture())
                .add("beta.kubernetes.io/os", "linux")
                .add("eks.amazonaws.com/capacityType", "ON_DEMAND")
                .add("eks.amazonaws.com/nodegroup", "workers-" + host.zone())
                .add("eks.amazonaws.com/nodegroup-image", "ami-0a1b2c3d4e5f60718")
                .add("eks.amazonaws.com/sourceLaunchTemplateId", "lt-0a1b2c3d4e5f60718")
                .add("eks.amazonaws.com/sourceLaunchTemplateVersion", "7")
                .add("example.com/cost-center", "4711")
                .add("example.com/team", "platform")
                .add("kubernetes.io/arch", host.type().architecture())
                .add("kubernetes.io/hostname", host.name())
                .add("kubernetes.io/os", "linux");
    }

    private static JsonObjectBuilder cloudLabels(Fleet.Host host, JsonObjectBuilder labels) {
        return labels.add("beta.kubernetes.io/instance-type", host.type().name())
                .add("failure-domain.beta.kubernetes.io/region", Fleet.REGION)
                .add("failure-domain.beta.kubernetes.io/zone", host.zone())
                .add("node.kubernetes.io/instance-type", host.type().name())
                .add("topology.k8s.aws/zone-id", host.subnet().zone().id())
                .add("topology.kubernetes.io/region", Fleet.REGION)
                .add("topology.kubernetes.io/zone", host.zone());
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

    private JsonObjectBuilder status(Fleet.Host host, String ready) {
        return json.createObjectBuilder()
                .add("capacity", resources(host, 0, 0))
                .add("allocatable", resources(host, 70, 550))
                .add("conditions", conditions(ready))
                .add(
                        "addresses",
                        json.createArrayBuilder()
                                .add(address("InternalIP", host.address()))
                                .add(address("Hostname", host.name())))
                .add(
                        "daemonEndpoints",
                        json.createObjectBuilder()
                                .add(
                                        "kubeletEndpoint",
                                        json.createObjectBuilder().add("Port", 10250)))
                .add("nodeInfo", nodeInfo(host));
    }

    private JsonObjectBuilder resources(Fleet.Host host, int reservedMillicores, int reservedMiB) {
        return json.createObjectBuilder()
                .add(
                        "cpu",
                        reservedMillicores == 0
                                ? "" + host.type().vcpus()
                                : host.type().vcpus() * 1000 - reservedMillicores + "m")
                .add("ephemeral-storage", "83873772Ki")
                .add("hugepages-1Gi", "0")
                .add("hugepages-2Mi", "0")
                .add("memory", (host.type().memoryGiB() * 1000L - reservedMiB) * 1024 + "Ki")
                .add("pods", "" + host.type().pods());
    }

    private JsonArray conditions(String ready) {
        var conditions = json.createArrayBuilder();
        for (String kind : List.of("MemoryPressure", "DiskPressure", "PIDPressure")) {
            conditions.add(condition(
                    kind, "False", "KubeletHasNo" + kind, "kubelet has no " + kind.replace("Pressure", " pressure")));
        }
        boolean isReady = ready.equals("True");
        return conditions
                .add(condition(
                        "Ready",
                        ready,
                        isReady ? "KubeletReady" : "KubeletNotReady",
                        isReady
                                ? "kubelet is posting ready status"
                                : "container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady "
                                        + "message:Network plugin returns error: cni plugin not initialized"))
                .build();
    }

    private JsonObject condition(String type, String status, String reason, String message) {
        return json.createObjectBuilder()
                .add("type", type)
                .add("status", status)
                .add("lastHeartbeatTime", REGISTERED)
                .add("lastTransitionTime", REGISTERED)
                .add("reason", reason)
                .add("message", message)
                .build();
    }

    private JsonObject address(String type, String address) {
        return json.createObjectBuilder()
                .add("type", type)
                .add("address", address)
                .build();
    }

    private JsonObjectBuilder nodeInfo(Fleet.Host host) {
        return json.createObjectBuilder()
                .add("machineID", "ec2a1b2c3d4e5f60718293a4b5c6d7e8")
                .add("systemUUID", "ec2a1b2c-3d4e-5f60-7182-93a4b5c6d7e8")
                .add("bootID", "5b1f0c1e-7a3d-4e21-9c55-0d6a2f0f7b44")
                .add(
                        "kernelVersion",
                        "6.12.37-61.105.amzn2023."
                                + (host.type().architecture().equals("arm64") ? "aarch64" : "x86_64"))
                .add("osImage", "Amazon Linux 2023.8.20250721")
                .add("containerRuntimeVersion", "containerd://2.1.4")
                .add("kubeletVersion", "v1.35.2-eks-3abbec1")
                .add("kubeProxyVersion", "")
                .add("operatingSystem", "linux")
                .add("architecture", host.type().architecture());
    }

    private JsonObject image(Ids ids) {
        String repository =
                "602401143452.dkr.ecr.%s.amazonaws.com/eks/component-%d".formatted(Fleet.REGION, ids.below(100));
        return json.createObjectBuilder()
                .add(
                        "names",
                        json.createArrayBuilder()
                                .add(repository + "@sha256:" + ids.hex(64))
                                .add(repository + ":v1.%d.%d-eksbuild.1".formatted(ids.below(40), ids.below(20))))
                .add("sizeBytes", 10_000_000 + ids.below(400_000_000))
                .build();
    }
}
