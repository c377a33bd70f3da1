package io.eniguard.review;

import io.eniguard.tree.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A replica of AWS's webhook {@code vnode.vpc.k8s.aws} for updates of nodes. aws-node may change only the two labels of the VPC resource
 * controller. The API server calls this webhook after mutating webhooks, so their changes count as changes by aws-node.
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
        metadata.put("labels", labels); // a Go client does not distinguish missing from empty labels
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(node.fields());
        copy.put("metadata", metadata);
        return new Tree(copy);
    }
}
