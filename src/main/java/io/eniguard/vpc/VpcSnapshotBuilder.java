package io.eniguard.vpc;

import io.eniguard.maxpods.InstanceType;
import io.eniguard.net.Zone;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of a VPC. What is not set stays unknown; what is set is complete. */
public final class VpcSnapshotBuilder {

    final VpcSnapshot.Origin origin;

    @Nullable
    String clusterVpcId;

    @Nullable
    Collection<Subnet> subnets;

    @Nullable
    Collection<Vpc> vpcs;

    @Nullable
    Collection<SecurityGroup> securityGroups;

    @Nullable
    Collection<SecurityGroup.VpcAssociation> groupAssociations;

    @Nullable
    Collection<Zone> zones;

    @Nullable
    EksCluster cluster;

    @Nullable
    Collection<RouteTable> routeTables;

    @Nullable
    Collection<CidrReservation> reservations;

    @Nullable
    AddressUse addressUse;

    @Nullable
    Collection<Instance> instances;

    @Nullable
    Collection<InstanceType> instanceTypes;

    final Map<Part, VpcSnapshot.Origin> origins = new EnumMap<>(Part.class);
    final Map<Part, String> troubles = new EnumMap<>(Part.class);

    VpcSnapshotBuilder(VpcSnapshot.Origin origin) {
        this.origin = origin;
    }

    public VpcSnapshotBuilder clusterVpcId(String id) {
        clusterVpcId = id;
        return this;
    }

    public VpcSnapshotBuilder subnets(Collection<Subnet> all) {
        subnets = all;
        return this;
    }

    public VpcSnapshotBuilder vpcs(Collection<Vpc> all) {
        vpcs = all;
        return this;
    }

    public VpcSnapshotBuilder securityGroups(Collection<SecurityGroup> all) {
        securityGroups = all;
        return this;
    }

    public VpcSnapshotBuilder groupAssociations(Collection<SecurityGroup.VpcAssociation> all) {
        groupAssociations = all;
        return this;
    }

    public VpcSnapshotBuilder zones(Collection<Zone> all) {
        zones = all;
        return this;
    }

    public VpcSnapshotBuilder cluster(EksCluster described) {
        cluster = described;
        return this;
    }

    public VpcSnapshotBuilder routeTables(Collection<RouteTable> all) {
        routeTables = all;
        return this;
    }

    /** Those of all subnets. */
    public VpcSnapshotBuilder reservations(Collection<CidrReservation> all) {
        reservations = all;
        return this;
    }

    public VpcSnapshotBuilder addressUse(AddressUse of) {
        addressUse = of;
        return this;
    }

    public VpcSnapshotBuilder instances(Collection<Instance> all) {
        instances = all;
        return this;
    }

    public VpcSnapshotBuilder instanceTypes(Collection<InstanceType> all) {
        instanceTypes = all;
        return this;
    }

    /** Why the part is not known, or not known anew: goes on from "unknown whether …: " in a message. */
    public VpcSnapshotBuilder trouble(Part part, String why) {
        troubles.put(part, why);
        return this;
    }

    /** The part as another snapshot has it, with its age; unknown where that does not know it. */
    public VpcSnapshotBuilder take(Part part, VpcSnapshot from) {
        if (from.isKnown(part)) {
            origins.put(part, from.origin(part));
        }
        switch (part) {
            case VPCS -> vpcs = from.vpcs().map(Map::values).orElse(null);
            case SUBNETS -> subnets = from.subnets().map(Map::values).orElse(null);
            case SECURITY_GROUPS ->
                securityGroups = from.securityGroups().map(Map::values).orElse(null);
            case GROUP_ASSOCIATIONS ->
                groupAssociations = from.groupAssociations().orElse(null);
            case ZONES -> zones = from.zones().orElse(null);
            case CLUSTER -> cluster = from.cluster().orElse(null);
            case ROUTE_TABLES -> routeTables = from.routeTables().orElse(null);
            case RESERVATIONS -> reservations = from.reservations().orElse(null);
            case INTERFACES -> addressUse = from.addressUse().orElse(null);
            case INSTANCES -> instances = from.instances().map(Map::values).orElse(null);
            case INSTANCE_TYPES -> instanceTypes = from.describedTypes().orElse(null);
        }
        return this;
    }

    public VpcSnapshot build() {
        return new VpcSnapshot(this);
    }
}
