package io.eniguard.bench;

import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObjectBuilder;

/** The DaemonSet aws-node with custom networking on, as JSON. */
record AwsNodeJson(JsonBuilderFactory json) {

    JsonObjectBuilder object() {
        var environment = json.createArrayBuilder()
                .add(variable("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "true"))
                .add(variable("ENI_CONFIG_LABEL_DEF", NodeJson.ENI_CONFIG))
                .add(variable("ENABLE_PREFIX_DELEGATION", "false"));
        var podTemplate = json.createObjectBuilder()
                .add(
                        "spec",
                        json.createObjectBuilder()
                                .add(
                                        "containers",
                                        json.createArrayBuilder()
                                                .add(json.createObjectBuilder()
                                                        .add("name", "aws-node")
                                                        .add("env", environment))));
        return json.createObjectBuilder()
                .add("apiVersion", "apps/v1")
                .add("kind", "DaemonSet")
                .add(
                        "metadata",
                        json.createObjectBuilder()
                                .add("namespace", "kube-system")
                                .add("name", "aws-node"))
                .add("spec", json.createObjectBuilder().add("template", podTemplate));
    }

    private JsonObjectBuilder variable(String name, String value) {
        return json.createObjectBuilder().add("name", name).add("value", value);
    }
}
