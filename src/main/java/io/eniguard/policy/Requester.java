package io.eniguard.policy;

import java.util.Set;

/**
 * The user who sends a request.
 *
 * @param username the name that the API server authenticated
 * @param groups the groups of the user
 * @param isDryRun whether the requester only wants to know the result, and nothing is stored
 */
public record Requester(String username, Set<String> groups, boolean isDryRun) {

    /** A person without a name. Objects that are not part of a request are reviewed as if this person created them. */
    public static final Requester PERSON = new Requester("");

    private static final String KUBELET_PREFIX = "system:node:";

    // eniguard leaves the CNI's requests on nodes alone, because a webhook of amazon-vpc-resource-controller-k8s denies
    // such a request if another webhook has patched it.
    private static final String AWS_NODE = "system:serviceaccount:kube-system:aws-node";

    public Requester {
        groups = Set.copyOf(groups);
    }

    /** Creates a requester whose groups do not matter, for a request that is stored. */
    public Requester(String username) {
        this(username, Set.of(), false);
    }

    /** The kinds of requesters that rules can treat differently. */
    public enum Kind {
        /** The kubelet of some node. */
        KUBELET,
        /** A controller: a service account, or another user whose name starts with {@code system:} or {@code eks:}. */
        MACHINE,
        PERSON
    }

    public Kind kind() {
        if (username.startsWith(KUBELET_PREFIX)) {
            return Kind.KUBELET;
        }
        return username.startsWith("system:") || username.startsWith("eks:") ? Kind.MACHINE : Kind.PERSON;
    }

    public boolean isAwsNode() {
        return username.equals(AWS_NODE);
    }
}
