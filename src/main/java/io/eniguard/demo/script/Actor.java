package io.eniguard.demo.script;

import java.util.List;

/** The users who write objects in the demo. */
public enum Actor {
    /** A person with all permissions. */
    ADMIN("admin"),
    /** The kubelet of the node that is written. */
    KUBELET("kubelet"),
    /** The service account of the VPC CNI. */
    AWS_NODE("aws-node"),
    /** The cloud controller of EKS, which sets the zone of nodes. */
    CONTROLLER("controller");

    private final String word;

    Actor(String word) {
        this.word = word;
    }

    /** The name of the actor in the script and in the output of the demo. */
    public String word() {
        return word;
    }

    /** Returns the name of the user who writes this object, as the API server knows it. */
    public String username(DemoObject manifest) {
        return switch (this) {
            case ADMIN -> "admin";
            case KUBELET -> "system:node:" + manifest.name();
            case AWS_NODE -> "system:serviceaccount:kube-system:aws-node";
            case CONTROLLER -> "eks:cloud-controller-manager";
        };
    }

    public List<String> groups() {
        return switch (this) {
            case ADMIN, CONTROLLER -> List.of("system:masters", "system:authenticated");
            case KUBELET -> List.of("system:nodes", "system:authenticated");
            case AWS_NODE ->
                List.of("system:serviceaccounts", "system:serviceaccounts:kube-system", "system:authenticated");
        };
    }
}
