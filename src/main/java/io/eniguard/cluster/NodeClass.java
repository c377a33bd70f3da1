package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An EC2NodeClass of Karpenter, with the fields for the number of pods and for the subnets of nodes.
 *
 * @param kubelet {@code spec.kubelet}, whose values may have any type
 * @param subnetTerms {@code spec.subnetSelectorTerms}; Karpenter uses the subnets that at least one term selects
 */
public record NodeClass(String name, Tree kubelet, List<SubnetTerm> subnetTerms) {

    public static final String KIND = "EC2NodeClass";
    public static final String GROUP = "karpenter.k8s.aws";

    public NodeClass {
        subnetTerms = List.copyOf(subnetTerms);
    }

    /**
     * A condition for subnets.
     *
     * @param id the id of the only subnet that the term selects; empty if the term selects subnets by tags
     * @param tags the tags that a subnet must have. In a value, {@code *} matches any text and {@code ?} matches one character
     */
    public record SubnetTerm(Optional<String> id, Map<String, String> tags) {

        public SubnetTerm {
            tags = Map.copyOf(tags);
        }

        /** Whether the term selects the subnet. A term without id and tags selects nothing; the CRD refuses such a term. */
        public boolean selects(String subnetId, Map<String, String> subnetTags) {
            return id.map(subnetId::equals)
                    .orElseGet(() -> !tags.isEmpty()
                            && tags.entrySet().stream()
                                    .allMatch(wanted -> Optional.ofNullable(subnetTags.get(wanted.getKey()))
                                            .filter(value -> matches(wanted.getValue(), value))
                                            .isPresent()));
        }

        // The wildcards are those of EC2 filters, because Karpenter uses the tags as filters in its requests to EC2:
        // karpenter-provider-aws, pkg/providers/subnet/subnet.go, getFilterSets.
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
                    // After a mismatch, only the last star is made to match one more character. A regular expression
                    // would try this with all stars, which can take exponential time.
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
