package io.eniguard.vpc;

import io.eniguard.net.Zone;
import java.util.Collection;
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
    Collection<DescribedType> instanceTypes;

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

    public VpcSnapshotBuilder instanceTypes(Collection<DescribedType> all) {
        instanceTypes = all;
        return this;
    }

    public VpcSnapshot build() {
        return new VpcSnapshot(this);
    }
}
