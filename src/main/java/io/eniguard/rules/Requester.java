package io.eniguard.rules;

/**
 * Who asks for a change.
 *
 * @param username as the API server authenticated it
 */
public record Requester(String username) {

    /** A person, for whom nothing is made easier. */
    public static final Requester PERSON = new Requester("");

    private static final String KUBELET_PREFIX = "system:node:";

    // domain of the VPC CNI: its own requests on nodes are compared by another webhook and must stay as they are.
    private static final String AWS_NODE = "system:serviceaccount:kube-system:aws-node";

    public enum Kind {
        /** A node's own agent. */
        KUBELET,
        /** A controller: another {@code system:} or {@code eks:} user, or a service account. */
        MACHINE,
        PERSON
    }

    public Kind kind() {
        if (username.startsWith(KUBELET_PREFIX)) {
            return Kind.KUBELET;
        }
        return username.startsWith("system:") || username.startsWith("eks:") ? Kind.MACHINE : Kind.PERSON;
    }

    public boolean isKubeletOf(String node) {
        return username.equals(KUBELET_PREFIX + node);
    }

    public boolean isAwsNode() {
        return username.equals(AWS_NODE);
    }
}
