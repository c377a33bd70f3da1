package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reports carrier-grade NAT space that networks other than the pod network already use. The rule reads the primary block of the VPC, the
 * routes and the peering connections. Only the first ENIConfig with a pod subnet in this space is judged, so that each use is reported
 * once.
 */
public final class CgnatInUse implements Rule<EniConfig> {

    private static final About ABOUT = About.of("cgnat-in-use", AUDIT)
            .says("Only pods use carrier-grade NAT space, 100.64.0.0/10")
            .because("""
                    If another network uses the same addresses as the pods, pods cannot reach this network. Hosts outside the VPC whose
                    addresses lie in a block of the VPC cannot be reached from the VPC. AWS advises against custom networking if
                    carrier-grade NAT space is already used, and names IPv6 and other network plugins as alternatives. If another
                    network uses a different part of the space, the next block for pods must avoid that part. The finding appears only
                    in reports, for the first ENIConfig with a pod subnet in this space.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/custom-networking.html");

    private static final String QUESTION = "anything else uses the address space of %s";

    /** The facts that can show a use, apart from the subnet itself. */
    private static final List<AwsFacts> EVIDENCE = List.of(AwsFacts.VPC, AwsFacts.ROUTE_TABLES, AwsFacts.VPC_PEERINGS);

    @Override
    public About about() {
        return ABOUT;
    }

    /** Returns the kind ENIConfig, because the rule judges only the first ENIConfig with a pod subnet in the space. */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG);
    }

    @Override
    public Optional<String> reads(EniConfig object, World world) {
        return object.subnetId();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        boolean nothingToJudge = EVIDENCE.stream()
                .map(AwsFacts::part)
                .noneMatch(part ->
                        world.vpc().isKnown(part) || world.vpc().trouble(part).isPresent());
        return nothingToJudge || !isFirst(config, world)
                ? List.of()
                : NamedSubnet.check(
                        config,
                        world,
                        QUESTION,
                        subnet ->
                                subnet
                                        .cidr()
                                        .filter(CidrSet.RFC_6598::contains)
                                        .flatMap(cidr -> judge(subnet, cidr, world))
                                        .stream()
                                        .toList());
    }

    /** Returns whether no ENIConfig with a smaller name has a pod subnet in the space. */
    private static boolean isFirst(EniConfig config, World world) {
        return world.cluster().eniConfigs().stream()
                .takeWhile(other -> other.name().compareTo(config.name()) < 0)
                .noneMatch(other -> isInSpace(other, world));
    }

    private static boolean isInSpace(EniConfig config, World world) {
        return config.subnetId()
                .flatMap(id -> world.subnet(id).orElse(Optional.empty()))
                .flatMap(Subnet::cidr)
                .filter(CidrSet.RFC_6598::contains)
                .isPresent();
    }

    private static Optional<Finding> judge(Subnet subnet, Ipv4Cidr cidr, World world) {
        List<SharedSpaceUse> uses = subnet.vpcId()
                .or(() -> world.clusterVpcId().fold(Optional::of, missing -> Optional.empty()))
                .map(vpcId -> SharedSpaceUse.in(vpcId, world))
                .orElse(List.of());
        return uses.stream()
                .min(Comparator.comparing(use -> !use.block().overlaps(cidr)))
                .map(worst -> use(subnet, cidr, worst, uses, world))
                .or(() -> unread(subnet, world));
    }

    private static Finding use(
            Subnet subnet, Ipv4Cidr cidr, SharedSpaceUse worst, List<SharedSpaceUse> uses, World world) {
        String use = worst.inWords() + (uses.size() == 1 ? "" : " (and %d more)".formatted(uses.size() - 1));
        return new Violation(
                NamedSubnet.FIELD,
                worst.block().overlaps(cidr)
                        ? "%s (%s) overlaps a block in use: %s".formatted(subnet.id(), cidr, use)
                        : "%s shares 100.64.0.0/10 with another use: %s".formatted(subnet.id(), use),
                Alternatives.to(subnet, uses, world),
                AUDIT);
    }

    /** Returns the finding about facts that could not be read or are old. Facts that are missing from the files lead to no finding. */
    private static Optional<Finding> unread(Subnet subnet, World world) {
        return EVIDENCE.stream()
                .flatMap(facts -> reason(facts.part(), world).stream()
                        .map(reason -> new Unknown(
                                NamedSubnet.FIELD,
                                "unknown whether " + QUESTION.formatted(subnet.id()),
                                reason,
                                facts.wanted(world),
                                Missing.OTHER,
                                AUDIT)))
                .<Finding>map(finding -> finding)
                .findFirst();
    }

    private static Optional<String> reason(Part<?> part, World world) {
        String provenance = world.provenance(part);
        if (world.vpc().isKnown(part)) {
            return world.isFresh(part)
                    ? Optional.empty()
                    : Optional.of("the facts about %s are old (%s)".formatted(part.words(), provenance));
        }
        return world.vpc().trouble(part).map(why -> "no %s are known (%s)".formatted(part.words(), provenance));
    }
}
