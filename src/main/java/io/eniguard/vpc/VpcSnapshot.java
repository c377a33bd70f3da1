package io.eniguard.vpc;

import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Zone;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the VPC, as of one instant; parts that could not be read anew are as of an earlier one. Each collection is either known as a whole or not at all: an empty
 * {@code Optional} means that nobody has asked, an empty map that there are none.
 */
public final class VpcSnapshot {

    private final Origin origin;
    private final Optional<String> clusterVpcId;
    private final Optional<Map<String, Subnet>> subnets;
    private final Optional<Map<String, Vpc>> vpcs;
    private final Optional<Map<String, SecurityGroup>> securityGroups;
    private final Optional<List<SecurityGroup.VpcAssociation>> groupAssociations;
    private final Optional<List<Zone>> zones;
    private final List<Zone> zonesSeen;
    private final Optional<EksCluster> cluster;
    private final Optional<List<RouteTable>> routeTables;
    private final Optional<Map<String, List<CidrReservation>>> reservations;
    private final Optional<AddressUse> addressUse;
    private final Optional<Map<String, Instance>> instances;
    private final Optional<Map<String, InstanceType>> describedTypes;
    private final Optional<InstanceTypes> instanceTypes;
    private final Map<Part, Origin> origins;
    private final Map<Part, String> troubles;

    VpcSnapshot(VpcSnapshotBuilder builder) {
        origin = builder.origin;
        origins = Map.copyOf(builder.origins);
        troubles = Map.copyOf(builder.troubles);
        subnets = index(builder.subnets, Subnet::id);
        vpcs = index(builder.vpcs, Vpc::id);
        securityGroups = index(builder.securityGroups, SecurityGroup::id);
        groupAssociations = Optional.ofNullable(builder.groupAssociations).map(List::copyOf);
        zones = Optional.ofNullable(builder.zones).map(List::copyOf);
        zonesSeen = Stream.concat(
                        zones.stream().flatMap(List::stream),
                        subnets.stream().flatMap(all -> all.values().stream()).map(Subnet::zone))
                .filter(Zone::isKnown)
                .distinct()
                .toList();
        cluster = Optional.ofNullable(builder.cluster);
        routeTables = index(builder.routeTables, RouteTable::id).map(byId -> List.copyOf(byId.values()));
        reservations = Optional.ofNullable(builder.reservations)
                .map(known -> known.stream().collect(Collectors.groupingBy(CidrReservation::subnetId)));
        addressUse = Optional.ofNullable(builder.addressUse);
        instances = index(builder.instances, Instance::id);
        describedTypes = index(builder.instanceTypes, InstanceType::name);
        // The table is not read before somebody asks for a type.
        instanceTypes = describedTypes
                .filter(described -> !described.isEmpty())
                .map(described -> InstanceTypes.builtIn().with(described.values()));
        clusterVpcId = Optional.ofNullable(builder.clusterVpcId)
                .or(() -> cluster.flatMap(EksCluster::vpcId))
                .or(() -> vpcs.filter(map -> map.size() == 1)
                        .map(map -> map.keySet().iterator().next()));
    }

    private static <T> Optional<Map<String, T>> index(@Nullable Collection<T> items, Function<T, String> id) {
        return Optional.ofNullable(items)
                .map(known -> known.stream()
                        .collect(Collectors.collectingAndThen(
                                Collectors.toMap(id, Function.identity(), (first, second) -> second, TreeMap::new),
                                Collections::unmodifiableMap)));
    }

    /**
     * Where the facts come from.
     *
     * @param source how messages name it: {@code EC2}, or the name of a file
     * @param asOf when they were true; empty for files that do not say, which are taken as of now
     */
    public record Origin(String source, Optional<Instant> asOf) {}

    public static VpcSnapshotBuilder builder(Origin origin) {
        return new VpcSnapshotBuilder(origin);
    }

    /** Nothing is known. */
    public static VpcSnapshot nothing(String source) {
        return builder(new Origin(source, Optional.empty())).build();
    }

    public Origin origin() {
        return origin;
    }

    /** Where the part comes from. */
    public Origin origin(Part part) {
        return origins.getOrDefault(part, origin);
    }

    /** Why the part is not known, or not known anew; empty when nothing went wrong, or nobody asked. */
    public Optional<String> trouble(Part part) {
        return Optional.ofNullable(troubles.get(part));
    }

    public boolean isKnown(Part part) {
        return switch (part) {
            case VPCS -> vpcs.isPresent();
            case SUBNETS -> subnets.isPresent();
            case SECURITY_GROUPS -> securityGroups.isPresent();
            case GROUP_ASSOCIATIONS -> groupAssociations.isPresent();
            case ZONES -> zones.isPresent();
            case CLUSTER -> cluster.isPresent();
            case ROUTE_TABLES -> routeTables.isPresent();
            case RESERVATIONS -> reservations.isPresent();
            case INTERFACES -> addressUse.isPresent();
            case INSTANCES -> instances.isPresent();
            case INSTANCE_TYPES -> describedTypes.isPresent();
        };
    }

    /** In order, those that are known. */
    public List<Part> knownParts() {
        return Stream.of(Part.values()).filter(this::isKnown).toList();
    }

    /** When the oldest of the parts that are known was true; empty when none says so. */
    public Optional<Instant> oldest() {
        return knownParts().stream()
                .flatMap(part -> origin(part).asOf().stream())
                .min(Comparator.naturalOrder())
                .or(origin::asOf);
    }

    /** The VPC that the cluster's nodes live in: as told, else EKS' word, else the only VPC there is. */
    public Optional<String> clusterVpcId() {
        return clusterVpcId;
    }

    /** By id, in order of id. */
    public Optional<Map<String, Subnet>> subnets() {
        return subnets;
    }

    public Optional<Map<String, Vpc>> vpcs() {
        return vpcs;
    }

    public Optional<Map<String, SecurityGroup>> securityGroups() {
        return securityGroups;
    }

    public Optional<List<SecurityGroup.VpcAssociation>> groupAssociations() {
        return groupAssociations;
    }

    /** Zones with both of their spellings, also such that the account has not opted in to. */
    public Optional<List<Zone>> zones() {
        return zones;
    }

    /** The zones that are known, and those that subnets lie in: there may be others while {@link #zones} is empty. */
    public List<Zone> zonesSeen() {
        return zonesSeen;
    }

    public Optional<EksCluster> cluster() {
        return cluster;
    }

    Optional<List<RouteTable>> routeTables() {
        return routeTables;
    }

    Optional<List<CidrReservation>> reservations() {
        return reservations.map(
                bySubnet -> bySubnet.values().stream().flatMap(List::stream).toList());
    }

    Optional<Collection<InstanceType>> describedTypes() {
        return describedTypes.map(Map::values);
    }

    /** The table that decides where what leaves the subnet goes; empty when it is not known. */
    public Optional<RouteTable> routeTableOf(Subnet subnet) {
        return routeTables.flatMap(tables -> RouteTable.serving(subnet, tables));
    }

    public boolean knowsRouteTables() {
        return routeTables.isPresent();
    }

    /** Parts of the subnet that are set aside. */
    public Optional<List<CidrReservation>> reservationsOf(String subnetId) {
        return reservations.map(bySubnet -> bySubnet.getOrDefault(subnetId, List.of()));
    }

    /** What the network interfaces hold. */
    public Optional<AddressUse> addressUse() {
        return addressUse;
    }

    /** The /28 blocks of the subnet that EC2 would give as prefixes; empty while it is not known. */
    public OptionalLong freePrefixes(Subnet subnet) {
        return addressUse
                .map(use -> use.freePrefixes(subnet, keptFromPrefixes(subnet)))
                .orElse(OptionalLong.empty());
    }

    /** What reservations keep EC2 from giving, as far as they are known. */
    public CidrSet keptFromPrefixes(Subnet subnet) {
        return reservationsOf(subnet.id())
                .map(CidrReservation::keptFromPrefixes)
                .orElse(CidrSet.EMPTY);
    }

    /** By id. */
    public Optional<Map<String, Instance>> instances() {
        return instances;
    }

    /** Those that the program knows by itself, and those that EC2 was asked about. */
    public InstanceTypes instanceTypes() {
        return instanceTypes.orElseGet(InstanceTypes::builtIn);
    }

    public boolean knowsAnything() {
        return !knownParts().isEmpty();
    }

    /** The same, with what was found since; only where the others are known. */
    public VpcSnapshot with(
            Collection<Subnet> newSubnets,
            Collection<Vpc> newVpcs,
            Collection<SecurityGroup> newGroups,
            Collection<SecurityGroup.VpcAssociation> newAssociations) {
        VpcSnapshotBuilder builder = builder(origin);
        for (Part part : Part.values()) {
            builder.take(part, this);
        }
        troubles.forEach(builder::trouble);
        clusterVpcId.ifPresent(builder::clusterVpcId);
        subnets.ifPresent(all -> builder.subnets(union(all.values(), newSubnets)));
        vpcs.ifPresent(all -> builder.vpcs(union(all.values(), newVpcs)));
        securityGroups.ifPresent(all -> builder.securityGroups(union(all.values(), newGroups)));
        // The first one of a group counts.
        groupAssociations.ifPresent(all -> builder.groupAssociations(union(newAssociations, all)));
        return builder.build();
    }

    private static <T> List<T> union(Collection<T> known, Collection<T> added) {
        return Stream.concat(known.stream(), added.stream()).toList();
    }
}
