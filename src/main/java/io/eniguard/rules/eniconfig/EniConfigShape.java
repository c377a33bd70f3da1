package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.DENY;
import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.text.NameList;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks what the CRD lets through. Reads {@code spec} alone, so it always knows its answer; the VPC only helps with the fix.
 */
public final class EniConfigShape implements Rule<EniConfig> {

    private static final About ABOUT = About.of("eniconfig-shape", DENY)
            .says(
                    "An ENIConfig names one subnet and its security groups by their ids, in the fields that the CNI reads")
            .because("""
                    The CRD takes any text for an id and drops unknown fields without a word. What is wrong then shows when the next
                    node gets no addresses for pods.
                    """)
            .source(
                    "https://github.com/aws/amazon-vpc-cni-k8s/blob/master/charts/aws-vpc-cni/crds/customresourcedefinition.yaml");

    private static final String SUBNET_FORM = "subnet- and 17 (or 8) digits of 0-9 and a-f";
    private static final String GROUP_FORM = "sg- and 17 (or 8) digits of 0-9 and a-f";

    /** An id in an ARN, in capitals, or among blanks. */
    private static final Pattern SUBNET_INSIDE = Pattern.compile("(?:^|[^a-z0-9])(subnet-[0-9a-f]+)\\s*$");

    private static final Pattern GROUP_INSIDE = Pattern.compile("(?:^|[^a-z0-9])(sg-[0-9a-f]+)\\s*$");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Optional<Tree> reads(EniConfig object, World world) {
        return object.spec();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        if (config.spec().isEmpty()) {
            return List.of(new Violation("spec", "no subnet named: there is no spec", nameSubnet(config, world)));
        }
        Set<String> keys = config.spec().get().keys();
        List<Finding> findings = new ArrayList<>();
        keys.forEach(key -> SpecKey.meantBy(key).ifPresent(meant -> findings.add(misspelt(key, meant, keys))));
        // A field that is there under a wrong name is no second mistake.
        if (config.subnetValue().isPresent() || !SpecKey.SUBNET.isMeantByOneOf(keys)) {
            findings.addAll(subnet(config, world));
        }
        if (config.securityGroupsValue().isPresent() || !SpecKey.SECURITY_GROUPS.isMeantByOneOf(keys)) {
            findings.addAll(securityGroups(config, world));
        }
        return findings;
    }

    private static Finding misspelt(String key, SpecKey meant, Set<String> keys) {
        return new Violation(
                "spec." + PlainText.cut(key, 40),
                "%s is no field of spec, so it has no effect".formatted(Quote.of(key, 40)),
                keys.contains(meant.key())
                        ? "remove it, since " + meant.key() + " is there as well"
                        : "write " + meant.key() + " instead");
    }

    private static List<Finding> subnet(EniConfig config, World world) {
        if (config.subnetId().isPresent()) {
            return List.of();
        }
        Optional<Object> value = config.subnetValue();
        if (value.isEmpty() || value.get().equals("")) {
            return List.of(new Violation(
                    NamedSubnet.FIELD,
                    "no subnet named: spec.subnet is " + (value.isEmpty() ? "absent" : "empty"),
                    nameSubnet(config, world)));
        }
        return List.of(new Violation(
                NamedSubnet.FIELD,
                "spec.subnet is %s, but an id is %s".formatted(described(value.get()), SUBNET_FORM),
                idInside(value.get(), SUBNET_INSIDE)
                        .filter(EniConfig::isSubnetId)
                        .or(() -> idByName(value.get(), world))
                        .map(id -> "did you mean " + id + "?")
                        .orElseGet(() -> nameSubnet(config, world))));
    }

    private static String nameSubnet(EniConfig config, World world) {
        return PodSubnets.meantBy(config, world)
                .map(subnet -> "set spec.subnet to " + subnet)
                .orElseGet(() -> "set spec.subnet to the id of a pod subnet"
                        + ZoneClaim.ofItself(config, world)
                                .map(claim -> PodSubnets.ofZone(claim.zone()))
                                .orElse(""));
    }

    private static List<Finding> securityGroups(EniConfig config, World world) {
        Object value = config.securityGroupsValue().orElse(List.of());
        if (!(value instanceof List<?> groups)) {
            return List.of(new Violation(
                    SecurityGroups.FIELD,
                    "spec.securityGroups is %s, not a list of ids".formatted(described(value)),
                    "write it as a list, such as [" + sample(config, world).orElse("sg-0123456789abcdef0") + "]"));
        }
        if (groups.isEmpty()) {
            return List.of(new Violation(
                            SecurityGroups.FIELD,
                            "no security groups named, so pods get those of the node's primary interface",
                            "name those that pods should have, such as "
                                    + sample(config, world).orElse("the cluster's group"))
                    .atMost(WARN));
        }
        List<Finding> findings = new ArrayList<>(malformed(groups));
        findings.addAll(repeated(groups));
        return findings;
    }

    /** What could stand there: the id that does, else the cluster's own group. */
    private static Optional<String> sample(EniConfig config, World world) {
        return config.securityGroupsValue()
                .filter(EniConfig::isGroupId)
                .map(String::valueOf)
                .or(() -> world.eksCluster().flatMap(EksCluster::clusterSecurityGroupId));
    }

    private static List<Finding> malformed(List<?> groups) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Object group = groups.get(i);
            if (group == null || !EniConfig.isGroupId(group)) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            return List.of();
        }
        int first = places.get(0);
        String field = SecurityGroups.FIELD + "[" + first + "]";
        String others = places.size() == 1 ? "" : "; " + (places.size() - 1) + " more like it";
        return List.of(new Violation(
                field,
                "%s is %s, but an id is %s%s".formatted(field, described(groups.get(first)), GROUP_FORM, others),
                idInside(groups.get(first), GROUP_INSIDE)
                        .filter(EniConfig::isGroupId)
                        .map(id -> "did you mean " + id + "?")
                        .orElse("name the group by its id, as EC2 shows it")));
    }

    private static List<Finding> repeated(List<?> groups) {
        Set<Object> seen = new LinkedHashSet<>();
        Set<String> twice = new LinkedHashSet<>();
        for (Object group : groups) {
            if (group != null && EniConfig.isGroupId(group) && !seen.add(group)) {
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

    private static String described(@Nullable Object value) {
        if (value instanceof String text) {
            return Quote.of(text, 40);
        } else if (value instanceof List<?>) {
            return "a list";
        } else if (value instanceof Map<?, ?>) {
            return "a mapping";
        }
        return PlainText.cut(String.valueOf(value), 20);
    }

    private static Optional<String> idInside(@Nullable Object value, Pattern pattern) {
        if (!(value instanceof String text) || text.length() > 200) {
            return Optional.empty();
        }
        Matcher matcher = pattern.matcher(text.toLowerCase(Locale.ROOT));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The only subnet with the tag {@code Name} of this value. */
    private static Optional<String> idByName(Object value, World world) {
        List<String> named = world.vpc().subnets().stream()
                .flatMap(all -> all.values().stream())
                .filter(subnet -> value.equals(subnet.condition().tags().get("Name")))
                .map(Subnet::id)
                .limit(2)
                .toList();
        return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
    }
}
