package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.text.NearNames;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that the subnet exists. If the subnet is unknown, the reviewer keeps the finding of this rule and drops those of the other rules
 * that check the subnet.
 */
public final class SubnetExists implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-exists", DENY)
            .says("The subnet that an ENIConfig names exists")
            .because("""
                    Without the subnet, EC2 creates no interface for pods. aws-node then restarts again and again, and new nodes stay
                    NotReady.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    private final PodSubnets podSubnets;

    /** @param fitness decides which subnets the fixes may name */
    public SubnetExists(SubnetFitness fitness) {
        podSubnets = new PodSubnets(fitness);
    }

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Optional<String> reads(EniConfig object, World world) {
        return object.subnetId();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        return config.subnetId()
                .map(id -> Given.given(
                        world.subnet(id),
                        NamedSubnet.FIELD,
                        id + " exists",
                        AwsFacts.SUBNETS.wanted(world),
                        subnet -> subnet.isPresent() ? List.of() : List.of(absent(config, id, world))))
                .orElse(List.of());
    }

    private Finding absent(EniConfig config, String id, World world) {
        Collection<Subnet> all = world.vpc().subnets().map(Map::values).orElse(List.of());
        return new Violation(
                NamedSubnet.FIELD,
                "%s (%s)".formatted(notAmong(id, all), world.provenance(Part.SUBNETS)),
                NearNames.only(id, all.stream().map(Subnet::id).toList())
                        .filter(near -> podSubnets.isFit(near, config, world))
                        .or(() -> podSubnets.inZoneOf(config, world).map(Subnet::toString))
                        .map(near -> "check the id; did you mean " + near + "?")
                        .orElse("check the id, the account and the region"));
    }

    /**
     * Returns a clause such as {@code subnet-0a1b… is not among the 14 known subnets of vpc-0c2d…}. The clause names the VPC only if all
     * known subnets belong to one VPC.
     */
    private static String notAmong(String id, Collection<Subnet> all) {
        List<String> vpcs = all.stream()
                .flatMap(subnet -> subnet.vpcId().stream())
                .distinct()
                .toList();
        return AbsentIds.notAmong(List.of(id), all.size(), "subnet") + (vpcs.size() == 1 ? " of " + vpcs.get(0) : "");
    }
}
