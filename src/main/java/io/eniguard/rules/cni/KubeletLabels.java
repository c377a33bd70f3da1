package io.eniguard.rules.cni;

import java.util.List;
import java.util.Set;

/**
 * Decides which labels a kubelet may set on its node. The admission plugin NodeRestriction refuses a label in a protected domain of
 * Kubernetes unless one of the other lists allows the label. The lists are copied from k8s.io/kubelet, pkg/apis/well_known_labels.go.
 */
final class KubeletLabels {

    private static final List<String> PROTECTED = List.of("kubernetes.io", "k8s.io");
    private static final List<String> ALLOWED = List.of("kubelet.kubernetes.io", "node.kubernetes.io");

    private static final Set<String> WELL_KNOWN = Set.of(
            "kubernetes.io/hostname",
            "kubernetes.io/os",
            "kubernetes.io/arch",
            "beta.kubernetes.io/os",
            "beta.kubernetes.io/arch",
            "node.kubernetes.io/instance-type",
            "beta.kubernetes.io/instance-type",
            "topology.kubernetes.io/zone",
            "topology.kubernetes.io/region",
            "failure-domain.beta.kubernetes.io/zone",
            "failure-domain.beta.kubernetes.io/region");

    private KubeletLabels() {}

    static boolean isAllowed(String key) {
        String domain = key.contains("/") ? key.substring(0, key.indexOf('/')) : "";
        return !isIn(PROTECTED, domain) || isIn(ALLOWED, domain) || WELL_KNOWN.contains(key);
    }

    private static boolean isIn(List<String> domains, String domain) {
        return domains.stream().anyMatch(parent -> domain.equals(parent) || domain.endsWith("." + parent));
    }
}
