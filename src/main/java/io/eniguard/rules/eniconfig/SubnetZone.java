package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the subnet is in the zone that the ENIConfig is intended for. The rule reads the annotation and the name of the ENIConfig,
 * the nodes that use the ENIConfig, and the subnet's zone, which never changes.
 */
public final class SubnetZone implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-zone", DENY)
            .says(
                    "The subnet is in the zone that the ENIConfig is intended for, by its annotation, its name or its nodes")
            .because("""
                    An interface can be attached only to a node in its own zone. In another zone, EC2 creates the interface but does not
                    attach it, and the CNI deletes it and tries again. The node gets no addresses for pods. If the name starts with a
                    zone that does not exist, the rule only warns.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/README.md");

    private final PodSubnets podSubnets;

    /** @param fitness decides which subnets the fixes may name */
    public SubnetZone(SubnetFitness fitness) {
        podSubnets = new PodSubnets(fitness);
    }

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public List<Object> reads(EniConfig object, World world) {
        return List.of(
                object.name(),
                Optional.ofNullable(object.annotations().get(EniConfig.ZONE_ANNOTATION)),
                object.subnetId());
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        return NamedSubnet.check(
                config,
                world,
                "%s is in the right zone",
                subnet -> ZoneClaim.of(config, world)
                        .map(claim -> judge(config, claim, subnet, world))
                        .orElseGet(() -> UnlistedZone.inName(config.name(), world)
                                .map(unlisted -> List.of(unlisted.finding(subnet, world)))
                                .orElse(List.of())));
    }

    private List<Finding> judge(EniConfig config, ZoneClaim claim, Subnet subnet, World world) {
        return NamedSubnet.given(
                isThere(subnet, claim, world),
                world,
                subnet.id() + " is in " + claim,
                subnet.zone().isKnown() ? AwsFacts.ZONES : AwsFacts.SUBNET,
                isThere -> isThere ? List.of() : List.of(elsewhere(config, claim, subnet, world)));
    }

    private static Fact<Boolean> isThere(Subnet subnet, ZoneClaim claim, World world) {
        return world.isSameZone(subnet.zone(), claim.zone())
                .map(Fact::known)
                .orElseGet(() -> Fact.unknown(
                        Missing.OTHER,
                        subnet.zone().isKnown()
                                ? "the facts lack the zone's name or id (%s)".formatted(world.provenance(Part.ZONES))
                                : "the facts do not contain the subnet's zone (%s)"
                                        .formatted(world.provenance(Part.SUBNETS))));
    }

    private Finding elsewhere(EniConfig config, ZoneClaim claim, Subnet subnet, World world) {
        String fix = podSubnets.nameRecommended(config, subnet, world);
        return switch (claim.source()) {
            case ANNOTATION -> byAnnotation(config, claim, subnet, fix);
            case NAME ->
                new Violation(
                        NamedSubnet.FIELD,
                        "%s is not in %s, the zone in the ENIConfig's name".formatted(subnet, claim),
                        fix);
            case NODES ->
                new Violation(
                                NamedSubnet.FIELD,
                                "%s is not in %s, the zone of all nodes that use the ENIConfig"
                                        .formatted(subnet, claim.zone()),
                                "name a subnet of " + claim.zone())
                        .atMost(WARN);
        };
    }

    private static Finding byAnnotation(EniConfig config, ZoneClaim claim, Subnet subnet, String fix) {
        if (!claim.isNoZone()) {
            return new Violation(
                    NamedSubnet.FIELD,
                    "%s is not in %s, the zone in %s".formatted(subnet, claim, EniConfig.ZONE_ANNOTATION),
                    fix);
        }
        String text = config.annotations().getOrDefault(EniConfig.ZONE_ANNOTATION, "");
        return new Violation(
                "metadata.annotations",
                "%s is %s%s, which is not a known zone; %s is in %s"
                        .formatted(
                                EniConfig.ZONE_ANNOTATION,
                                Quote.of(text, 40),
                                PlainText.isPlain(text) ? "" : " with invisible characters",
                                subnet.id(),
                                subnet.zone()),
                "set it to the intended zone, such as " + subnet.zone());
    }
}
