package io.eniguard.world;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.net.Zone;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.Fact.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a review may know.
 *
 * <p>Of the VPC, a subnet's zone, VPC and block never change while it exists, so they are relied upon however old the knowledge is.
 * What can change, and conclusions from absence, turn into "unknown" when the snapshot is older than
 * {@link Parameters#maxAge}.
 *
 * @param now the instant of the review; ages are counted up to it
 */
public record World(VpcSnapshot vpc, ClusterSnapshot cluster, Parameters parameters, Instant now) {

    /** The subnet of that id; known to be absent when all subnets are known and it is not among them. */
    public Fact<Optional<Subnet>> subnet(String id) {
        return lookUp(vpc.subnets(), id, Missing.SUBNET, "subnets");
    }

    /** Known to be absent as in {@link #subnet}. */
    public Fact<Optional<SecurityGroup>> securityGroup(String id) {
        return lookUp(vpc.securityGroups(), id, Missing.SECURITY_GROUPS, "security groups");
    }

    /** Known to be absent as in {@link #subnet}. */
    public Fact<Optional<Vpc>> vpc(String id) {
        return lookUp(vpc.vpcs(), id, Missing.OTHER, "VPCs");
    }

    private <T> Fact<Optional<T>> lookUp(Optional<Map<String, T>> all, String id, Missing about, String what) {
        if (all.isEmpty()) {
            return Fact.unknown(about, "no " + what + " are known (" + provenance() + ")");
        }
        Optional<T> found = Optional.ofNullable(all.get().get(id));
        return found.isPresent() || isFresh()
                ? Fact.known(found)
                : Fact.unknown(about, "the " + what + " at hand lack it and are old (" + provenance() + ")");
    }

    /** The same value while the snapshot is fresh: for what can change. */
    public <T> Fact<T> ifFresh(T value, Missing about) {
        return isFresh() ? Fact.known(value) : Fact.unknown(about, "the facts are old (" + provenance() + ")");
    }

    public Fact<String> clusterVpcId() {
        return vpc.clusterVpcId()
                .map(Fact::known)
                .orElseGet(() ->
                        Fact.unknown(Missing.OTHER, "which VPC is the cluster's is not known (" + provenance() + ")"));
    }

    /** What EKS tells of the cluster; most of it cannot change. */
    public Optional<EksCluster> eksCluster() {
        return vpc.cluster();
    }

    public Fact<CniSettings> cni() {
        return cluster.cni()
                .map(Fact::known)
                .orElseGet(() -> Fact.unknown(Missing.CNI, "the DaemonSet aws-node of kube-system has not been seen"));
    }

    /** Nodes whose pods get their addresses by the ENIConfig of this name; none while custom networking is off. */
    public Fact<BoundNodes> nodesServedBy(String eniConfig) {
        return cni().map(settings -> settings.customNetworking() ? cluster.nodesBoundTo(eniConfig) : BoundNodes.NONE);
    }

    /** The zone with both of its spellings, where those are known; else as it is. */
    public Zone complete(Zone zone) {
        if (zone.name().isPresent() && zone.id().isPresent()) {
            return zone;
        }
        return vpc.zonesSeen().stream()
                .filter(seen -> seen.name().isPresent() && seen.id().isPresent())
                .filter(seen -> seen.isSameAs(zone).orElse(false))
                .findFirst()
                .orElse(zone);
    }

    /** Whether both are one place, with what is known of their spellings; empty when that cannot be told. */
    public Optional<Boolean> isSameZone(Zone one, Zone other) {
        return complete(one).isSameAs(complete(other));
    }

    /** Empty when the facts do not say as of when they are, and so are taken as of now. */
    public Optional<Duration> age() {
        return vpc.origin()
                .asOf()
                .map(asOf -> Duration.between(asOf, now))
                .map(age -> age.isNegative() ? Duration.ZERO : age);
    }

    public boolean isFresh() {
        return age().map(age -> age.compareTo(parameters.maxAge()) <= 0).orElse(true);
    }

    /** Where the facts of the VPC come from and how old they are: {@code EC2, 20 s ago}. */
    public String provenance() {
        return vpc.origin().source()
                + age().map(age -> ", " + inWords(age) + " ago").orElse("");
    }

    private static String inWords(Duration age) {
        if (age.compareTo(Duration.ofMinutes(2)) < 0) {
            return age.toSeconds() + " s";
        }
        return age.compareTo(Duration.ofHours(2)) < 0 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
