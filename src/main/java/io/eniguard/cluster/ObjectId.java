package io.eniguard.cluster;

import io.eniguard.tree.Tree;

/**
 * The identity of a Kubernetes object.
 *
 * @param namespace the namespace; empty for cluster-scoped objects
 */
public record ObjectId(String apiVersion, String kind, String namespace, String name) {

    /** Reads the identity from a manifest. Absent parts become empty texts. */
    public static ObjectId of(Tree manifest) {
        return new ObjectId(
                manifest.text("apiVersion").orElse(""),
                manifest.text("kind").orElse(""),
                manifest.text("metadata", "namespace").orElse(""),
                manifest.text("metadata", "name").orElse(""));
    }

    /**
     * Returns the identity for the output of commands, such as {@code ENIConfig/us-west-2a} or {@code
     * ConfigMap/kube-system/kubelet-config}.
     */
    public String shown() {
        return kind + "/" + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    /** Returns the identity for a sentence, such as {@code ENIConfig us-west-2a}; only the kind if the object has no name. */
    public String inWords() {
        return name.isEmpty() ? kind : kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    /** The API group, such as {@code crd.k8s.amazonaws.com}; empty for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
