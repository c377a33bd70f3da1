package io.eniguard.audit;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ObjectId;
import io.eniguard.tree.Place;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Recognises an object whose kind, group or version is almost one that rules look at. Without a hint, {@code kind: EniConfig} would be one
 * of many skipped objects.
 *
 * @param group empty for the core group
 * @param versions those that the kind has or had, the current one first
 * @param spread whether other groups have a kind of this name too
 */
record MeantKind(String kind, String group, List<String> versions, Spread spread) {

    private enum Spread {
        ONLY_IN_THIS_GROUP,
        IN_OTHER_GROUPS_TOO
    }

    // The CRD of the VPC CNI serves v1alpha1 alone (amazon-vpc-cni-k8s, charts/aws-vpc-cni/crds); Karpenter had v1beta1
    // before v1.
    private static final List<MeantKind> ALL = List.of(
            new MeantKind(EniConfig.KIND, EniConfig.GROUP, List.of(EniConfig.VERSION), Spread.ONLY_IN_THIS_GROUP),
            new MeantKind(NodeClass.KIND, NodeClass.GROUP, List.of("v1", "v1beta1"), Spread.ONLY_IN_THIS_GROUP),
            new MeantKind(NodePool.KIND, NodePool.GROUP, List.of("v1", "v1beta1"), Spread.IN_OTHER_GROUPS_TOO),
            new MeantKind(ClusterNode.KIND, "", List.of("v1"), Spread.IN_OTHER_GROUPS_TOO),
            new MeantKind(KubeletConfigMap.KIND, "", List.of("v1"), Spread.IN_OTHER_GROUPS_TOO),
            new MeantKind(CniSettings.KIND, "apps", List.of("v1"), Spread.IN_OTHER_GROUPS_TOO));

    /** A remark if the object is almost of such a kind; empty if it is of one, or of something else. */
    static Optional<Remark> remark(ObjectId id, Place place) {
        return ALL.stream()
                .filter(kind -> kind.isAlmost(id))
                .findFirst()
                .map(kind -> new Remark(
                        place,
                        "%s is of kind %s in %s; did you mean kind %s in %s?"
                                .formatted(id.shown(), id.kind(), id.apiVersion(), kind.kind, kind.apiVersion())));
    }

    private boolean isAlmost(ObjectId id) {
        boolean isGroup = id.group().equals(group);
        boolean isKind = id.kind().equals(kind);
        if (isGroup && isKind) {
            return !versions.contains(id.apiVersion().substring(id.apiVersion().indexOf('/') + 1));
        }
        return (isGroup || spread == Spread.ONLY_IN_THIS_GROUP || isOurs(id.group())) && isSpeltLike(id.kind());
    }

    private static boolean isOurs(String otherGroup) {
        return !otherGroup.isEmpty() && ALL.stream().anyMatch(known -> known.group.equals(otherGroup));
    }

    /** Upper and lower case, hyphens and a plural do not count. */
    private boolean isSpeltLike(String other) {
        String typed = letters(other);
        return typed.equals(letters(kind)) || typed.equals(letters(kind) + "s") || typed.equals(letters(kind) + "es");
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private String apiVersion() {
        return (group.isEmpty() ? "" : group + "/") + versions.get(0);
    }
}
