package io.eniguard.world;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.net.Zone;
import io.eniguard.policy.Parameters;
import io.eniguard.policy.Policies;
import io.eniguard.policy.RuleEntry;
import io.eniguard.policy.Subjects;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.world.Fact.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All facts that a review can use.
 *
 * <p>The zone, the VPC and the CIDR block of a subnet never change, so they are used at any age of the snapshot. Facts that can change, and
 * conclusions from the absence of an object, become unknown when they are older than {@link Parameters#maxAge}.
 *
 * @param parameters the parameters; the number of host-network pods is at least the number that the DaemonSets of the cluster show
 * @param now the instant of the review, which determines the age of each fact
 * @param unsettled ids that are missing from the facts but may exist, each with the reason why this is unknown
 * @param incomplete the kinds of which the cluster may have objects that are not part of {@code cluster}; at least the kinds that could
 *     not be listed
 * @param policies the policies in force
 * @param commandLine the parameters without those of policies. {@code parameters} can follow the policies for one object, and the policies
 *     for another object start from here
 * @param review the current review. It is not a fact, but all code that applies policies needs it
 */
public record World(
        VpcSnapshot vpc,
        ClusterSnapshot cluster,
        Parameters parameters,
        Instant now,
        Map<String, String> unsettled,
        Set<ReviewedKind> incomplete,
        Policies policies,
        Parameters commandLine,
        CurrentReview review) {

    public World {
        unsettled = Map.copyOf(unsettled);
        incomplete = union(incomplete, cluster.unlisted());
        parameters = parameters.withHostNetworkDaemonSets(cluster.hostNetworkDaemonSets());
        commandLine = commandLine.withHostNetworkDaemonSets(cluster.hostNetworkDaemonSets());
    }

    public World(VpcSnapshot vpc, ClusterSnapshot cluster, Parameters parameters, Instant now) {
        this(vpc, cluster, parameters, now, Map.of(), Set.of(), Policies.NONE, parameters, CurrentReview.create());
    }

    /** Returns the same world, except that these ids may exist although they are missing from the facts. */
    public World withUnsettled(Map<String, String> whyById) {
        return new World(vpc, cluster, parameters, now, whyById, incomplete, policies, commandLine, review);
    }

    /** Returns the same world, except that the cluster may also have further objects of these kinds. */
    public World withIncomplete(Set<ReviewedKind> kinds) {
        return incomplete.containsAll(kinds)
                ? this
                : new World(
                        vpc,
                        cluster,
                        parameters,
                        now,
                        unsettled,
                        union(incomplete, kinds),
                        policies,
                        commandLine,
                        review);
    }

    private static Set<ReviewedKind> union(Set<ReviewedKind> one, Set<ReviewedKind> other) {
        if (one.containsAll(other)) {
            return Set.copyOf(one);
        }
        return Stream.concat(one.stream(), other.stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the same world, except that these policies are in force. */
    public World withPolicies(Policies others) {
        return new World(vpc, cluster, parameters, now, unsettled, incomplete, others, commandLine, review);
    }

    /** Returns the same world for another review. */
    public World forNewReview() {
        return with(CurrentReview.create());
    }

    /** Returns the same world, except that this object is under review. */
    public World withSubjects(Subjects subjects) {
        return with(review.of(subjects));
    }

    // Without policies, the review makes no difference.
    private World with(CurrentReview other) {
        return policies.isEmpty()
                ? this
                : new World(vpc, cluster, parameters, now, unsettled, incomplete, policies, commandLine, other);
    }

    /** Returns the entries of policies that select the object under review; all entries if there is none. */
    public List<RuleEntry> ruleEntries() {
        return review.subjects()
                .map(subjects -> policies.entriesFor(subjects).stream()
                        .map(Policies.Scoped::item)
                        .toList())
                .orElseGet(() -> policies.all().stream()
                        .flatMap(policy -> policy.rules().stream())
                        .toList());
    }

    /** Returns the same world, except that the rules have these parameters. */
    public World withParameters(Parameters others) {
        return parameters.equals(others)
                ? this
                : new World(vpc, cluster, others, now, unsettled, incomplete, policies, commandLine, review);
    }

    /**
     * Returns the subnet with this id. An empty known value means that there is no such subnet. The result is unknown if all subnets are
     * unknown, or if the subnet is missing but may exist, because the facts are old or the id is one of {@link #unsettled}.
     */
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

    /** Returns a value that can change. It is known if the part of the VPC that it comes from is fresh. */
    public <T> Fact<T> ifFresh(T value, Missing about, Part<?> part) {
        return isFresh(part) ? Fact.known(value) : Fact.unknown(about, "the facts are old (" + provenance(part) + ")");
    }

    /** The id of the cluster's VPC, from the facts about the VPC, otherwise from the variable {@code VPC_ID} of aws-node. */
    public Fact<String> clusterVpcId() {
        return vpc.clusterVpcId()
                .or(() -> cluster.installedCni().flatMap(CniSettings::vpcId))
                .map(Fact::known)
                .orElseGet(() -> Fact.unknown(
                        Missing.OTHER, "the cluster's VPC is not known (" + provenance(Part.CLUSTER) + ")"));
    }

    /** The facts about the cluster from EKS. Most of them cannot change. */
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
                .orElseGet(() -> cluster.installedCni()
                        .map(World::unusable)
                        .orElseGet(() ->
                                Fact.unknown(Missing.CNI, "the DaemonSet aws-node of kube-system has not been seen")));
    }

    private static Fact<CniSettings> unusable(CniSettings installed) {
        return installed
                .unknownSelection()
                .map(variable -> Fact.<CniSettings>unknown(
                        Missing.CNI_VARIABLE, "aws-node reads %s from another object".formatted(variable)))
                .orElseGet(() -> Fact.unknown(Missing.RUNNING_CNI, "aws-node cannot run on any node"));
    }

    /** Returns the nodes whose pods get their addresses through the ENIConfig with this name; none if custom networking is off. */
    public Fact<BoundNodes> nodesServedBy(String eniConfig) {
        return cni().map(settings -> settings.customNetworking() ? cluster.nodesBoundTo(eniConfig) : BoundNodes.NONE);
    }

    /** Returns the zone with its name and its id, if the facts contain both. Otherwise returns the unchanged zone. */
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

    /** Whether the two zones are the same, according to all known names and ids; empty if this is unknown. */
    public Optional<Boolean> isSameZone(Zone one, Zone other) {
        return complete(one).isSameAs(complete(other));
    }

    /** Returns the age of the oldest known part of the VPC; empty if the facts have no time. Facts without a time count as current. */
    public Optional<Duration> age() {
        return vpc.oldest().map(this::since);
    }

    /** Returns the age of a part of the VPC; empty if the part has no time. A part without a time counts as current. */
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

    /** Returns the source of the facts and the age of the oldest fact, such as {@code EC2, 20 s ago}. */
    public String provenance() {
        return vpc.origin().source()
                + age().map(age -> ", " + inWords(age) + " ago").orElse("");
    }

    /**
     * Returns the source and the age of a part, such as {@code EC2, 20 s ago}. If the part is old and the source has reported a reason, the
     * reason follows the age. If the part is unknown, the reason replaces the age, such as {@code EC2: AWS refuses ec2:DescribeSubnets to
     * arn:…}.
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
