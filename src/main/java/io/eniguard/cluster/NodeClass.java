package io.eniguard.cluster;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * An EC2NodeClass of Karpenter, with the fields for the number of pods and for the subnets of nodes.
 *
 * @param isWindows whether the AMI family of the class is Windows; otherwise the NodePools decide the operating system
 * @param kubelet {@code spec.kubelet}, whose values may have any type
 * @param hasPodsPerCore whether the operating system of the nodes can limit the number of pods for each vCPU
 * @param userData the labels in {@code spec.userData}, which Karpenter passes to its instances
 * @param userDataPods the settings for the number of pods in {@code spec.userData}
 * @param subnetTerms {@code spec.subnetSelectorTerms}; Karpenter uses the subnets that at least one term selects
 */
public record NodeClass(
        String name,
        boolean isWindows,
        Tree kubelet,
        boolean hasPodsPerCore,
        NodeLabels userData,
        UserDataPods userDataPods,
        List<SubnetTerm> subnetTerms) {

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

        /** Reads the terms of a node class from a field of its {@code spec}. */
        static List<SubnetTerm> listIn(Tree manifest, String field) {
            return manifest.trees("spec", field).stream()
                    .map(term -> new SubnetTerm(term.nonEmptyText("id"), term.texts("tags")))
                    .toList();
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
                isWindows(manifest.at("spec")),
                manifest.at("spec", "kubelet"),
                hasPodsPerCore(manifest.at("spec")),
                NodeLabels.in(manifest.text("spec", "userData").orElse(""), "spec.userData"),
                UserDataPods.in(manifest.text("spec", "userData").orElse("")),
                SubnetTerm.listIn(manifest, "subnetSelectorTerms"));
    }

    private static boolean isWindows(Tree spec) {
        return families(spec).anyMatch(family -> family.startsWith("windows"));
    }

    public Optional<MaxPods> maxPods() {
        return MaxPods.in(kubelet);
    }

    /** The number of pods for each vCPU; empty if it is not set, or if the operating system of the nodes has no such setting. */
    public OptionalLong podsPerCore() {
        if (!hasPodsPerCore) {
            return OptionalLong.empty();
        }
        OptionalLong number = PodsPerCore.in(kubelet);
        return number.isPresent() ? number : userDataPods.podsPerCore();
    }

    /**
     * Returns whether the nodes can limit their pods by the number of vCPUs. Bottlerocket has no such setting, so Karpenter ignores {@code
     * podsPerCore}: karpenter-provider-aws, pkg/providers/amifamily/bottlerocket.go, FeatureFlags.
     */
    private static boolean hasPodsPerCore(Tree spec) {
        return families(spec).noneMatch(family -> family.startsWith("bottlerocket"));
    }

    /** Returns the names of the operating systems in lower case. An alias has the form {@code FAMILY@VERSION}. */
    private static Stream<String> families(Tree spec) {
        return Stream.concat(
                        spec.text("amiFamily").stream(),
                        spec.trees("amiSelectorTerms").stream().flatMap(term -> term.text("alias").stream()))
                .map(family -> family.toLowerCase(Locale.ROOT));
    }
}
