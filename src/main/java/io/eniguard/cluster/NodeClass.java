package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Karpenter's EC2NodeClass, as far as it says how many pods a node takes and in which subnets nodes start.
 *
 * @param kubelet {@code spec.kubelet}, an open map: its values may have any type
 * @param subnetTerms {@code spec.subnetSelectorTerms}: a subnet that one of them selects is used
 */
public record NodeClass(String name, Tree kubelet, List<SubnetTerm> subnetTerms) {

    public static final String KIND = "EC2NodeClass";
    public static final String GROUP = "karpenter.k8s.aws";

    public NodeClass {
        subnetTerms = List.copyOf(subnetTerms);
    }

    /** @param tags all of which a subnet must have; in a value {@code *} stands for any text, {@code ?} for one character */
    public record SubnetTerm(Optional<String> id, Map<String, String> tags) {

        public SubnetTerm {
            tags = Map.copyOf(tags);
        }

        /** A term with neither selects nothing: the CRD refuses it. */
        public boolean selects(String subnetId, Map<String, String> subnetTags) {
            return id.map(subnetId::equals)
                    .orElseGet(() -> !tags.isEmpty()
                            && tags.entrySet().stream()
                                    .allMatch(wanted -> Optional.ofNullable(subnetTags.get(wanted.getKey()))
                                            .filter(value -> matches(wanted.getValue(), value))
                                            .isPresent()));
        }

        // Karpenter hands tags to EC2 as filters: karpenter-provider-aws, pkg/providers/subnet/subnet.go,
        // getFilterSets.
        private static boolean matches(String pattern, String value) {
            int[] wanted = pattern.codePoints().toArray();
            int[] given = value.codePoints().toArray();
            int next = 0;
            int star = -1;
            int afterStar = 0;
            int at = 0;
            while (at < given.length) {
                if (next < wanted.length && wanted[next] == '*') {
                    star = next++;
                    afterStar = at;
                } else if (next < wanted.length && (wanted[next] == '?' || wanted[next] == given[at])) {
                    next++;
                    at++;
                } else if (star >= 0) {
                    // Only the last star takes one character more. A regular expression would try that with each of
                    // them.
                    next = star + 1;
                    at = ++afterStar;
                } else {
                    return false;
                }
            }
            while (next < wanted.length && wanted[next] == '*') {
                next++;
            }
            return next == wanted.length;
        }
    }

    public static NodeClass from(Tree manifest) {
        return new NodeClass(
                manifest.text("metadata", "name").orElse(""),
                manifest.at("spec", "kubelet"),
                manifest.trees("spec", "subnetSelectorTerms").stream()
                        .map(term -> new SubnetTerm(term.nonEmptyText("id"), term.texts("tags")))
                        .toList());
    }

    public Optional<MaxPods> maxPods() {
        return MaxPods.in(kubelet);
    }
}
