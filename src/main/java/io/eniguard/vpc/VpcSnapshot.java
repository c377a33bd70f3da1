package io.eniguard.vpc;

import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Zone;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The known facts about a VPC at one instant. Each {@link Part} is known as a whole or not at all: an empty {@code Optional} means that
 * the part is unknown, and an empty map means that nothing of the kind exists. A part that could not be read again is older than the
 * snapshot, and has its own {@link Origin}.
 */
public final class VpcSnapshot {

    private final Origin origin;
    private final SnapshotParts parts;
    private final Optional<String> clusterVpcId;
    private final List<Zone> zonesSeen;
    private final Optional<Map<String, List<CidrReservation>>> reservations;
    private final Optional<InstanceTypes> instanceTypes;
    private final InstanceSubnets instanceSubnets;

    VpcSnapshot(VpcSnapshotBuilder builder) {
        origin = builder.origin;
        parts = builder.parts.copy();
        clusterVpcId = builder.clusterVpcId
                .or(() -> cluster().flatMap(EksCluster::vpcId))
                .or(() -> vpcs().filter(all -> all.size() == 1)
                        .map(all -> all.keySet().iterator().next()));
        zonesSeen = Stream.concat(
                        zones().stream().flatMap(List::stream),
                        subnets().stream().flatMap(all -> all.values().stream()).map(Subnet::zone))
                .filter(Zone::isKnown)
                .distinct()
                .toList();
        reservations = value(Part.RESERVATIONS)
                .map(all -> all.stream().collect(Collectors.groupingBy(CidrReservation::subnetId)));
        instanceSubnets = new InstanceSubnets(instances().map(Map::values).orElse(List.of()), addressUse());
        // Without described types, the built-in table is loaded only when a review needs it.
        instanceTypes = value(Part.INSTANCE_TYPES)
                .filter(described -> !described.isEmpty())
                .map(described -> InstanceTypes.builtIn().with(described));
    }

    /**
     * The source and the age of facts.
     *
     * @param source the name in messages: {@code EC2}, or the name of a file
     * @param asOf the instant at which the facts were true; empty for files without a date, which count as current
     */
    public record Origin(String source, Optional<Instant> asOf) {}

    public static VpcSnapshotBuilder builder(Origin origin) {
        return new VpcSnapshotBuilder(origin);
    }

    /** Returns a snapshot without any known part. */
    public static VpcSnapshot nothing(String source) {
        return builder(new Origin(source, Optional.empty())).build();
    }

    public Origin origin() {
        return origin;
    }

    /** Returns the origin of a part, or the origin of the snapshot if the part is unknown. */
    public Origin origin(Part<?> part) {
        return parts.origin(part).orElse(origin);
    }

    /** Returns the reason why a part is unknown or old. The result is empty if no call failed, or if the part was never requested. */
    public Optional<String> trouble(Part<?> part) {
        return parts.trouble(part);
    }

    public boolean isKnown(Part<?> part) {
        return value(part).isPresent();
    }

    /** Returns the value of a part, or empty if the part is unknown. */
    public <T> Optional<T> value(Part<T> part) {
        return parts.value(part);
    }

    /** Returns the date of the oldest known part, or the date of the snapshot if no part has a date. */
    public Optional<Instant> oldest() {
        return parts.oldest().or(origin::asOf);
    }

    public boolean knowsAnything() {
        return !parts.isEmpty();
    }

    SnapshotParts parts() {
        return parts;
    }

    /** Returns the VPC of the cluster's nodes: the configured VPC, otherwise the VPC that EKS reports, otherwise the only known VPC. */
    public Optional<String> clusterVpcId() {
        return clusterVpcId;
    }

    /** Returns the subnets by id, in order of id. */
    public Optional<Map<String, Subnet>> subnets() {
        return value(Part.SUBNETS);
    }

    public Optional<Map<String, Vpc>> vpcs() {
        return value(Part.VPCS);
    }

    public Optional<Map<String, SecurityGroup>> securityGroups() {
        return value(Part.SECURITY_GROUPS);
    }

    public Optional<List<SecurityGroup.VpcAssociation>> groupAssociations() {
        return value(Part.GROUP_ASSOCIATIONS);
    }

    public Optional<List<Zone>> zones() {
        return value(Part.ZONES);
    }

    /** Returns the known zones and the zones of the known subnets. Other zones may exist while {@link #zones} is empty. */
    public List<Zone> zonesSeen() {
        return zonesSeen;
    }

    public Optional<EksCluster> cluster() {
        return value(Part.CLUSTER);
    }

    /** Returns the route table that applies to the subnet, or empty if the table is unknown. */
    public Optional<RouteTable> routeTableOf(Subnet subnet) {
        return value(Part.ROUTE_TABLES).flatMap(tables -> RouteTable.serving(subnet, tables.values()));
    }

    public boolean knowsRouteTables() {
        return isKnown(Part.ROUTE_TABLES);
    }

    /** Returns the CIDR reservations of the subnet, or empty if reservations are unknown. */
    public Optional<List<CidrReservation>> reservationsOf(String subnetId) {
        return reservations.map(bySubnet -> bySubnet.getOrDefault(subnetId, List.of()));
    }

    /** Returns the addresses that network interfaces use, or empty if the interfaces are unknown. */
    public Optional<AddressUse> addressUse() {
        return value(Part.INTERFACES);
    }

    /** Returns the number of /28 blocks of the subnet that EC2 could assign as prefixes, or empty if the number is unknown. */
    public OptionalLong freePrefixes(Subnet subnet) {
        return addressUse()
                .map(use -> use.freePrefixes(subnet, keptFromPrefixes(subnet)))
                .orElse(OptionalLong.empty());
    }

    /** Returns the blocks of the subnet that EC2 cannot assign as prefixes because of known reservations. */
    public CidrSet keptFromPrefixes(Subnet subnet) {
        return reservationsOf(subnet.id())
                .map(CidrReservation::keptFromPrefixes)
                .orElse(CidrSet.EMPTY);
    }

    /** Returns the instances by id. */
    public Optional<Map<String, Instance>> instances() {
        return value(Part.INSTANCES);
    }

    /** Returns the known subnets of instances. */
    public InstanceSubnets instanceSubnets() {
        return instanceSubnets;
    }

    /** Returns the built-in instance types and the types that EC2 described. */
    public InstanceTypes instanceTypes() {
        return instanceTypes.orElseGet(InstanceTypes::builtIn);
    }

    /**
     * Returns this snapshot with members that were looked up later. Parts that are unknown here stay unknown, and known parts keep their
     * age.
     *
     * @param found contains only the looked-up members, so its parts are not complete
     */
    public VpcSnapshot with(VpcSnapshot found) {
        VpcSnapshotBuilder builder = new VpcSnapshotBuilder(origin, parts.copy());
        builder.clusterVpcId = clusterVpcId;
        Part.all().forEach(part -> builder.parts.add(part, found.parts));
        return builder.build();
    }
}
