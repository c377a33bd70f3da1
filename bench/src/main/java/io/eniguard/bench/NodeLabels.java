package io.eniguard.bench;

import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;

/** The labels of nodes as JSON. */
final class NodeLabels {
    private final JsonBuilderFactory json;

    NodeLabels(JsonBuilderFactory json) {
        this.json = json;
    }

    /** The labels that a kubelet sets when it registers its node. */
    JsonObjectBuilder ofKubelet(Fleet.Host host) {
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

    /** Adds the labels that the cloud controller sets. */
    static JsonObjectBuilder withCloudLabels(Fleet.Host host, JsonObjectBuilder labels) {
        return labels.add("beta.kubernetes.io/instance-type", host.type().name())
                .add("failure-domain.beta.kubernetes.io/region", Fleet.REGION)
                .add("failure-domain.beta.kubernetes.io/zone", host.zone())
                .add("node.kubernetes.io/instance-type", host.type().name())
                .add("topology.k8s.aws/zone-id", host.subnet().zone().id())
                .add("topology.kubernetes.io/region", Fleet.REGION)
                .add("topology.kubernetes.io/zone", host.zone());
    }
}
