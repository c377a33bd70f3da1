package io.eniguard.cluster;

import io.eniguard.tree.Tree;

/**
 * What an object is called.
 *
 * @param namespace empty for objects of the cluster's scope
 */
public record ObjectId(String apiVersion, String kind, String namespace, String name) {

    /** Absent parts are empty texts. */
    public static ObjectId of(Tree manifest) {
        return new ObjectId(
                manifest.text("apiVersion").orElse(""),
                manifest.text("kind").orElse(""),
                manifest.text("metadata", "namespace").orElse(""),
                manifest.text("metadata", "name").orElse(""));
    }

    /** {@code ENIConfig/us-west-2a}, {@code ConfigMap/kube-system/kubelet-config}. */
    public String shown() {
        return kind + "/" + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    /** Returns {@code ENIConfig us-west-2a} or {@code ConfigMap NAMESPACE/NAME}; the kind alone for an object without a name. */
    public String inWords() {
        return name.isEmpty() ? kind : kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    /** {@code crd.k8s.amazonaws.com} of {@code crd.k8s.amazonaws.com/v1alpha1}; empty for the core group. */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }
}
