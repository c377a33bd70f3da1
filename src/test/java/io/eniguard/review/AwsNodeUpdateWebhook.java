package io.eniguard.review;

import io.eniguard.tree.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What AWS's own webhook {@code vnode.vpc.k8s.aws} asks of updates of nodes: those of aws-node may change the two labels of the VPC
 * resource controller and nothing else. The API server calls it after mutating webhooks, so whatever they add counts as aws-node's doing.
 */
final class AwsNodeUpdateWebhook {

    private static final String AWS_NODE = "system:serviceaccount:kube-system:aws-node";

    private static final Set<String> FREE =
            Set.of("vpc.amazonaws.com/has-trunk-attached", "vpc.amazonaws.com/eniConfig");

    private AwsNodeUpdateWebhook() {}

    static boolean allows(String user, Tree before, Tree object) {
        return !user.equals(AWS_NODE) || withoutFreeLabels(before).equals(withoutFreeLabels(object));
    }

    private static Tree withoutFreeLabels(Tree node) {
        Map<String, @Nullable Object> labels =
                new LinkedHashMap<>(node.at("metadata", "labels").fields());
        labels.keySet().removeAll(FREE);
        Map<String, @Nullable Object> metadata =
                new LinkedHashMap<>(node.at("metadata").fields());
        metadata.put("labels", labels); // absent labels are as good as none, as they are for a Go client
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(node.fields());
        copy.put("metadata", metadata);
        return new Tree(copy);
    }
}
