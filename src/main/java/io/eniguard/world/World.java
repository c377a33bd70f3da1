package io.eniguard.world;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.net.Zone;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Part;
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
 * @param unsettled ids that the facts lack though they may exist, each with why nobody could tell
 */
public record World(
        VpcSnapshot vpc, ClusterSnapshot cluster, Parameters parameters, Instant now, Map<String, String> unsettled) {

    public World {
        unsettled = Map.copyOf(unsettled);
    }

    public World(VpcSnapshot vpc, ClusterSnapshot cluster, Parameters parameters, Instant now) {
        this(vpc, cluster, parameters, now, Map.of());
    }

    /** The same, but what the facts lack of these ids is not known to be absent. */
    public World withUnsettled(Map<String, String> whyById) {
        return new World(vpc, cluster, parameters, now, whyById);
    }

    /** The subnet of that id; known to be absent when all subnets are known and it is not among them. */
    public Fact<Optional<Subnet>> subnet(String id) {
        return lookUp(vpc.subnets(), id, Missing.SUBNET, Part.SUBNETS);
    }

    /** Known to be absent as in {@link #subnet}. */
    public Fact<Optional<SecurityGroup>> securityGroup(String id) {
        return lookUp(vpc.securityGroups(), id, Missing.SECURITY_GROUPS, Part.SECURITY_GROUPS);
    }

    /** Known to be absent as in {@link #subnet}. */
    public Fact<Optional<Vpc>> vpc(String id) {
        return lookUp(vpc.vpcs(), id, Missing.OTHER, Part.VPCS);
    }

    private <T> Fact<Optional<T>> lookUp(Optional<Map<String, T>> all, String id, Missing about, Part part) {
        if (all.isEmpty()) {
            return Fact.unknown(about, "no %s are known (%s)".formatted(part.words(), provenance(part)));
        }
        Optional<T> found = Optional.ofNullable(all.get().get(id));
        String why = unsettled.get(id);
        if (found.isEmpty() && why != null) {
            return Fact.unknown(
                    about, "the %s at hand lack it (%s), and %s".formatted(part.words(), provenance(part), why));
        }
        return found.isPresent() || isFresh(part)
                ? Fact.known(found)
                : Fact.unknown(
                        about, "the %s at hand lack it and are old (%s)".formatted(part.words(), provenance(part)));
    }

    /** The same value while the part that it comes from is fresh: for what can change. */
    public <T> Fact<T> ifFresh(T value, Missing about, Part part) {
        return isFresh(part) ? Fact.known(value) : Fact.unknown(about, "the facts are old (" + provenance(part) + ")");
    }

    public Fact<String> clusterVpcId() {
        return vpc.clusterVpcId()
                .map(Fact::known)
                .orElseGet(() -> Fact.unknown(
                        Missing.OTHER, "which VPC is the cluster's is not known (" + provenance(Part.CLUSTER) + ")"));
    }

    /** What EKS tells of the cluster; most of it cannot change. */
    public Optional<EksCluster> eksCluster() {
        return vpc.cluster();
    }

    /** What is known of instance types. */
    public InstanceTypes instanceTypes() {
        return vpc.instanceTypes();
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

    /** Of the oldest part that is known. Empty when the facts do not say as of when they are, and so are taken as of now. */
    public Optional<Duration> age() {
        return vpc.oldest().map(this::since);
    }

    /** Empty as in {@link #age()}. */
    public Optional<Duration> age(Part part) {
        return vpc.origin(part).asOf().map(this::since);
    }

    private Duration since(Instant asOf) {
        Duration age = Duration.between(asOf, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    public boolean isFresh(Part part) {
        return isFresh(age(part));
    }

    private boolean isFresh(Optional<Duration> age) {
        return age.map(known -> known.compareTo(parameters.maxAge()) <= 0).orElse(true);
    }

    /** Where the facts come from and how old the oldest of them are: {@code EC2, 20 s ago}. */
    public String provenance() {
        return vpc.origin().source()
                + age().map(age -> ", " + inWords(age) + " ago").orElse("");
    }

    /**
     * Where the part comes from and how old it is: {@code EC2, 20 s ago}. Of one that is not known, or old, why that is so, where the
     * source has said: {@code EC2: AWS refuses ec2:DescribeSubnets to arn:…}.
     */
    public String provenance(Part part) {
        VpcSnapshot.Origin origin = vpc.origin(part);
        String age = vpc.isKnown(part) || vpc.trouble(part).isEmpty()
                ? age(part).map(known -> ", " + inWords(known) + " ago").orElse("")
                : "";
        String trouble = vpc.isKnown(part) && isFresh(part)
                ? ""
                : vpc.trouble(part).map(why -> ": " + why).orElse("");
        return origin.source() + age + trouble;
    }

    private static String inWords(Duration age) {
        if (age.compareTo(Duration.ofMinutes(2)) < 0) {
            return age.toSeconds() + " s";
        }
        return age.compareTo(Duration.ofHours(2)) < 0 ? age.toMinutes() + " min" : age.toHours() + " h";
    }
}
