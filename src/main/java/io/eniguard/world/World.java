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
 * All facts that a review can use.
 *
 * <p>The zone, VPC and block of a subnet never change while it exists, so they are used however old the snapshot is. Facts that can change,
 * and conclusions from absence, become unknown when the snapshot is older than {@link Parameters#maxAge}.
 *
 * @param now the instant of the review, from which ages are measured
 * @param unsettled ids that the facts do not contain but that may exist, each with the reason why this is unknown
 */
public record World(
        VpcSnapshot vpc, ClusterSnapshot cluster, Parameters parameters, Instant now, Map<String, String> unsettled) {

    public World {
        unsettled = Map.copyOf(unsettled);
    }

    public World(VpcSnapshot vpc, ClusterSnapshot cluster, Parameters parameters, Instant now) {
        this(vpc, cluster, parameters, now, Map.of());
    }

    /** Returns the same world, except that these ids may exist even if the facts do not contain them. */
    public World withUnsettled(Map<String, String> whyById) {
        return new World(vpc, cluster, parameters, now, whyById);
    }

    /** Returns the subnet with this id. It is known to be absent if the facts are complete and do not contain it. */
    public Fact<Optional<Subnet>> subnet(String id) {
        return lookUp(vpc.subnets(), id, Missing.SUBNET, Part.SUBNETS);
    }

    /** Looks up an id as {@link #subnet} does. */
    public Fact<Optional<SecurityGroup>> securityGroup(String id) {
        return lookUp(vpc.securityGroups(), id, Missing.SECURITY_GROUPS, Part.SECURITY_GROUPS);
    }

    /** Looks up an id as {@link #subnet} does. */
    public Fact<Optional<Vpc>> vpc(String id) {
        return lookUp(vpc.vpcs(), id, Missing.OTHER, Part.VPCS);
    }

    private <T> Fact<Optional<T>> lookUp(Optional<Map<String, T>> all, String id, Missing about, Part<?> part) {
        if (all.isEmpty()) {
            return Fact.unknown(about, "no %s are known (%s)".formatted(part.words(), provenance(part)));
        }
        Optional<T> found = Optional.ofNullable(all.get().get(id));
        String why = unsettled.get(id);
        if (found.isEmpty() && why != null) {
            return Fact.unknown(
                    about, "it is not among the known %s (%s), and %s".formatted(part.words(), provenance(part), why));
        }
        return found.isPresent() || isFresh(part)
                ? Fact.known(found)
                : Fact.unknown(
                        about,
                        "it is not among the known %s, which are old (%s)".formatted(part.words(), provenance(part)));
    }

    /** Returns the value as known if the part that it comes from is fresh. Used for values that can change. */
    public <T> Fact<T> ifFresh(T value, Missing about, Part<?> part) {
        return isFresh(part) ? Fact.known(value) : Fact.unknown(about, "the facts are old (" + provenance(part) + ")");
    }

    /** The VPC of the cluster: the one that the facts about the VPC name, else {@code VPC_ID} of aws-node. */
    public Fact<String> clusterVpcId() {
        return vpc.clusterVpcId()
                .or(() -> cluster.cni().flatMap(CniSettings::vpcId))
                .map(Fact::known)
                .orElseGet(() -> Fact.unknown(
                        Missing.OTHER, "the cluster's VPC is not known (" + provenance(Part.CLUSTER) + ")"));
    }

    /** The facts about the cluster from EKS, most of which cannot change. */
    public Optional<EksCluster> eksCluster() {
        return vpc.cluster();
    }

    /** The known instance types. */
    public InstanceTypes instanceTypes() {
        return vpc.instanceTypes();
    }

    public Fact<CniSettings> cni() {
        return cluster.cni()
                .map(Fact::known)
                .orElseGet(() -> Fact.unknown(Missing.CNI, "the DaemonSet aws-node of kube-system has not been seen"));
    }

    /** Returns the nodes whose pods get their addresses through the ENIConfig with this name; none while custom networking is off. */
    public Fact<BoundNodes> nodesServedBy(String eniConfig) {
        return cni().map(settings -> settings.customNetworking() ? cluster.nodesBoundTo(eniConfig) : BoundNodes.NONE);
    }

    /** Returns the zone with both its name and its id if they are known, otherwise the zone itself. */
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

    /** Whether both are the same zone, using all known names and ids. Empty if this is unknown. */
    public Optional<Boolean> isSameZone(Zone one, Zone other) {
        return complete(one).isSameAs(complete(other));
    }

    /** Returns the age of the oldest known part. Empty if the facts have no time, in which case they count as current. */
    public Optional<Duration> age() {
        return vpc.oldest().map(this::since);
    }

    /** Returns the age of a part. Empty if the part has no time, as in {@link #age()}. */
    public Optional<Duration> age(Part<?> part) {
        return vpc.origin(part).asOf().map(this::since);
    }

    private Duration since(Instant asOf) {
        Duration age = Duration.between(asOf, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    public boolean isFresh(Part<?> part) {
        return isFresh(age(part));
    }

    private boolean isFresh(Optional<Duration> age) {
        return age.map(known -> known.compareTo(parameters.maxAge()) <= 0).orElse(true);
    }

    /** Returns the source of the facts and the age of the oldest ones, such as {@code EC2, 20 s ago}. */
    public String provenance() {
        return vpc.origin().source()
                + age().map(age -> ", " + inWords(age) + " ago").orElse("");
    }

    /**
     * Returns the source of the part and its age, such as {@code EC2, 20 s ago}. If the part is unknown or old and the source has given a
     * reason, returns that reason too, such as {@code EC2: AWS refuses ec2:DescribeSubnets to arn:…}.
     */
    public String provenance(Part<?> part) {
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
        if (age.compareTo(Duration.ofHours(2)) < 0) {
            return age.toMinutes() + " min";
        }
        return age.compareTo(Duration.ofDays(2)) < 0 ? age.toHours() + " h" : age.toDays() + " d";
    }
}
