package io.eniguard.review;

import io.eniguard.cluster.CniSettings;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.policy.UnknownFact;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.world.Fact;
import io.eniguard.world.World;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Describes the facts of a world as trees of maps and lists, for the conditions of custom rules. {@code policy.ConditionScope} lists the
 * fields. A value that is missing or too old is an {@link UnknownFact}.
 */
record FactTrees(World world) {

    Object subnet(Optional<String> id) {
        return id.map(given ->
                        known(world.subnet(given), "the subnet %s does not exist".formatted(given), this::subnet))
                .orElseGet(() -> new UnknownFact("no subnet is named"));
    }

    private Object subnet(Subnet subnet) {
        Subnet.Condition condition = subnet.condition();
        return tree(
                "id",
                subnet.id(),
                "cidr",
                orUnknown(subnet.cidr().map(Ipv4Cidr::toString), "the CIDR block of the subnet"),
                "zone",
                orUnknown(world.complete(subnet.zone()).name(), "the name of the zone"),
                "zoneId",
                orUnknown(world.complete(subnet.zone()).id(), "the id of the zone"),
                "vpcId",
                orUnknown(subnet.vpcId(), "the VPC of the subnet"),
                "state",
                ifFresh(orUnknown(condition.state(), "the state of the subnet"), Part.SUBNETS),
                "freeAddresses",
                ifFresh(
                        orUnknown(condition.freeAddresses().map(Long::valueOf), "the free addresses of the subnet"),
                        Part.SUBNETS),
                "freePrefixes",
                freePrefixes(subnet),
                "tags",
                ifFresh(condition.tags(), Part.SUBNETS));
    }

    private Object freePrefixes(Subnet subnet) {
        OptionalLong free = world.vpc().freePrefixes(subnet);
        return free.isPresent() && world.isFresh(Part.INTERFACES)
                ? (Object) free.getAsLong()
                : new UnknownFact("the free /28 blocks are unknown (%s)".formatted(world.provenance(Part.INTERFACES)));
    }

    /** Describes the VPC of the subnet; the cluster's VPC if the subnet is not known. */
    Object vpc(Optional<String> subnetId) {
        Optional<String> ofSubnet = subnetId.flatMap(id -> world.subnet(id).orElse(Optional.empty()))
                .flatMap(Subnet::vpcId);
        return ofSubnet.map(Fact::known)
                .orElseGet(world::clusterVpcId)
                .fold(
                        id -> known(world.vpc(id), "the VPC %s does not exist".formatted(id), this::vpc),
                        missing -> new UnknownFact(missing.reason()));
    }

    private Object vpc(Vpc vpc) {
        List<String> blocks = Stream.concat(
                        vpc.primaryCidr().stream(),
                        vpc.associations().stream()
                                .filter(Vpc.CidrAssociation::isAssociated)
                                .map(Vpc.CidrAssociation::cidr))
                .distinct()
                .map(Ipv4Cidr::toString)
                .toList();
        return tree("id", vpc.id(), "cidrs", ifFresh(blocks, Part.VPCS));
    }

    Object securityGroups(List<String> ids) {
        return ids.stream()
                .map(id -> known(
                        world.securityGroup(id),
                        "the security group %s does not exist".formatted(id),
                        this::securityGroup))
                .toList();
    }

    private Object securityGroup(SecurityGroup group) {
        return tree(
                "id",
                group.id(),
                "name",
                ifFresh(orUnknown(group.description().name(), "the name of the group"), Part.SECURITY_GROUPS),
                "vpcId",
                orUnknown(group.vpcId(), "the VPC of the group"),
                "tags",
                ifFresh(group.description().tags(), Part.SECURITY_GROUPS));
    }

    Object cni() {
        return world.cni().fold(FactTrees::cni, missing -> new UnknownFact(missing.reason()));
    }

    /** Describes settings of the CNI that are not in force yet. */
    static Object cni(CniSettings cni) {
        return tree(
                "customNetworking",
                cni.customNetworking(),
                "prefixDelegation",
                orUnknown(cni.prefixDelegation(), "prefix delegation"),
                "podEni",
                orUnknown(cni.podEni(), "pod ENIs"),
                "labelKey",
                cni.labelKey(),
                "env",
                env(cni));
    }

    private static Object env(CniSettings cni) {
        Map<String, Object> values = new LinkedHashMap<>(cni.environment().values());
        cni.environment()
                .references()
                .forEach(name ->
                        values.put(name, new UnknownFact("aws-node reads %s from another object".formatted(name))));
        return cni.environment().hasImports()
                ? new UnknownFact("aws-node reads variables from another object")
                : values;
    }

    /**
     * Describes the numbers of pods that the instance types have in common. A number that differs between the types is unknown.
     *
     * @param types at least one type
     */
    Object maxPods(Fact<List<InstanceType>> types) {
        return types.fold(
                all -> world.cni().fold(cni -> maxPods(all, new PodLimits(cni, world)), FactTrees::unknown),
                FactTrees::unknown);
    }

    private static Object maxPods(List<InstanceType> types, PodLimits limits) {
        return types.stream().allMatch(type -> limits.known(type).isPresent())
                ? tree("theoretical", common(types, limits::certain), "recommended", common(types, limits::advised))
                : new UnknownFact("a setting of aws-node is unknown");
    }

    private static Object common(List<InstanceType> types, ToLongFunction<InstanceType> number) {
        return types.stream().mapToLong(number).distinct().count() == 1
                ? (Object) number.applyAsLong(types.get(0))
                : new UnknownFact("the number differs between the allowed instance types, such as %s and %s"
                        .formatted(
                                Collections.min(types, Comparator.comparingLong(number))
                                        .name(),
                                Collections.max(types, Comparator.comparingLong(number))
                                        .name()));
    }

    private static UnknownFact unknown(Fact.Unknown<?> missing) {
        return new UnknownFact(missing.reason());
    }

    private static <T> Object known(Fact<Optional<T>> fact, String ifAbsent, Function<T, Object> then) {
        return fact.fold(
                found -> found.map(then).orElseGet(() -> new UnknownFact(ifAbsent)),
                missing -> new UnknownFact(missing.reason()));
    }

    private Object ifFresh(Object value, Part<?> part) {
        return world.isFresh(part)
                ? value
                : new UnknownFact("the facts are old (%s)".formatted(world.provenance(part)));
    }

    static Object orUnknown(Optional<?> value, String name) {
        return value.<Object>map(known -> known).orElseGet(() -> new UnknownFact("the facts do not contain " + name));
    }

    /** Creates a map from alternating keys and values, which keeps the order. */
    static Map<String, Object> tree(Object... keysAndValues) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            tree.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return tree;
    }
}
