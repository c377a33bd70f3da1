package io.eniguard.demo.script;

import java.util.List;

/** As whom the demo writes. */
public enum Actor {
    /** A person who may do everything. */
    ADMIN("admin"),
    /** The kubelet of the node that is written. */
    KUBELET("kubelet"),
    /** The VPC CNI's service account. */
    AWS_NODE("aws-node"),
    /** EKS' cloud controller, which tells nodes their zone. */
    CONTROLLER("controller");

    private final String word;

    Actor(String word) {
        this.word = word;
    }

    /** As the script and the table spell it. */
    public String word() {
        return word;
    }

    /** As the API server knows whoever writes this object. */
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
