package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVersion;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.text.NameList;
import io.eniguard.vpc.EksCluster;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the form of {@code spec.securityGroups}. Facts about the VPC and the cluster only improve the fix. */
final class SecurityGroupsField {

    private SecurityGroupsField() {}

    static List<Finding> check(EniConfig config, World world) {
        Object value = config.securityGroupsValue().orElse(List.of());
        if (!(value instanceof List<?> groups)) {
            return List.of(new Violation(
                    SecurityGroups.FIELD,
                    "spec.securityGroups is %s, not a list of ids".formatted(IdForm.described(value)),
                    "write a list, such as [" + sample(config, world).orElse("sg-0123456789abcdef0") + "]"));
        }
        if (groups.isEmpty()) {
            return List.of(new Violation(
                            SecurityGroups.FIELD,
                            "no security groups named, so " + withoutGroups(world),
                            "name the groups that pods should have, such as "
                                    + sample(config, world).orElse("the cluster's security group"))
                    .atMost(WARN));
        }
        List<Finding> findings = new ArrayList<>(malformed(groups, world));
        findings.addAll(repeated(groups));
        return findings;
    }

    /**
     * Returns what happens without groups. Before 1.8.0, the CNI names no groups when it creates an interface, and EC2 adds the default
     * group of the VPC (amazon-vpc-cni-k8s, pull request 1259). Version 1.13.0 needs the groups of the primary interface before it has read
     * these groups, and fails at each start of a new node (issue 2426, corrected in 1.13.1).
     */
    private static String withoutGroups(World world) {
        CniSettings cni = world.cni().orElse(CniSettings.assumedDefaults());
        if (cni.isBefore(1, 8, 0)) {
            return "pods get the default security group of the VPC before version 1.8 of the CNI";
        }
        return cni.version().filter(new CniVersion(1, 13, 0)::equals).isPresent()
                ? "version 1.13.0 of the CNI attaches no interface to new nodes, which stay NotReady"
                : "pods get the groups of the node's primary interface";
    }

    /**
     * Returns an example for the list. If the field contains a single id instead of a list, this id is the example. Otherwise the example
     * is the cluster's security group.
     */
    private static Optional<String> sample(EniConfig config, World world) {
        return config.securityGroupsValue()
                .filter(EniConfig::isGroupId)
                .map(String::valueOf)
                .or(() -> world.eksCluster().flatMap(EksCluster::clusterSecurityGroupId));
    }

    private static List<Finding> malformed(List<?> groups, World world) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            if (!IdForm.SECURITY_GROUP.matches(groups.get(i))) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            return List.of();
        }
        int first = places.get(0);
        String field = SecurityGroups.FIELD + "[" + first + "]";
        String others = places.size() == 1 ? "" : "; " + (places.size() - 1) + " more are malformed";
        @Nullable Object value = groups.get(first);
        return List.of(new Violation(
                field,
                IdForm.SECURITY_GROUP.objection(field, value) + others,
                IdForm.SECURITY_GROUP
                        .meantBy(value, knownIds(world))
                        .map(id -> "did you mean " + id + "?")
                        .orElse("write the id of the security group")));
    }

    private static Set<String> knownIds(World world) {
        return world.vpc().securityGroups().map(Map::keySet).orElse(Set.of());
    }

    private static List<Finding> repeated(List<?> groups) {
        Set<Object> seen = new LinkedHashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        for (Object group : groups) {
            if (IdForm.SECURITY_GROUP.matches(group) && !seen.add(group)) {
                twice.add(String.valueOf(group));
            }
        }
        return twice.isEmpty()
                ? List.of()
                : List.of(new Violation(
                        SecurityGroups.FIELD,
                        "spec.securityGroups repeats " + NameList.of(twice),
                        "name each group once"));
    }
}
