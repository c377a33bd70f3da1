package io.eniguard.vpc;

import io.eniguard.net.Zone;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the VPC, as of one instant. Each collection is either known as a whole or not at all: an empty
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

    private VpcSnapshot(Builder builder) {
        origin = builder.origin;
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

    public static Builder builder(Origin origin) {
        return new Builder(origin);
    }

    /** Nothing is known. */
    public static VpcSnapshot nothing(String source) {
        return builder(new Origin(source, Optional.empty())).build();
    }

    public Origin origin() {
        return origin;
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

    public boolean knowsAnything() {
        return subnets.isPresent()
                || vpcs.isPresent()
                || securityGroups.isPresent()
                || zones.isPresent()
                || cluster.isPresent();
    }

    /** What is not set stays unknown. */
    public static final class Builder {
        private final Origin origin;
        private @Nullable String clusterVpcId;
        private @Nullable Collection<Subnet> subnets;
        private @Nullable Collection<Vpc> vpcs;
        private @Nullable Collection<SecurityGroup> securityGroups;
        private @Nullable Collection<SecurityGroup.VpcAssociation> groupAssociations;
        private @Nullable Collection<Zone> zones;
        private @Nullable EksCluster cluster;

        private Builder(Origin origin) {
            this.origin = origin;
        }

        public Builder clusterVpcId(String id) {
            clusterVpcId = id;
            return this;
        }

        public Builder subnets(Collection<Subnet> all) {
            subnets = all;
            return this;
        }

        public Builder vpcs(Collection<Vpc> all) {
            vpcs = all;
            return this;
        }

        public Builder securityGroups(Collection<SecurityGroup> all) {
            securityGroups = all;
            return this;
        }

        public Builder groupAssociations(Collection<SecurityGroup.VpcAssociation> all) {
            groupAssociations = all;
            return this;
        }

        public Builder zones(Collection<Zone> all) {
            zones = all;
            return this;
        }

        public Builder cluster(EksCluster described) {
            cluster = described;
            return this;
        }

        public VpcSnapshot build() {
            return new VpcSnapshot(this);
        }
    }
}
