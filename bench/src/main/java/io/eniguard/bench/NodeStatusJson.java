package io.eniguard.bench;

import jakarta.json.JsonArray;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;

/** The status of nodes as JSON, as written by a kubelet. */
final class NodeStatusJson {
    private final JsonBuilderFactory json;
    private final String time;

    /** @param time the time of all conditions */
    NodeStatusJson(JsonBuilderFactory json, String time) {
        this.json = json;
        this.time = time;
    }

    /** The status of a node, without images. {@code ready} is the status of the condition Ready. */
    JsonObjectBuilder of(Fleet.Host host, String ready) {
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
                .add("lastHeartbeatTime", time)
                .add("lastTransitionTime", time)
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

    /** An image with a random digest and size. */
    JsonObject image(Ids ids) {
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
