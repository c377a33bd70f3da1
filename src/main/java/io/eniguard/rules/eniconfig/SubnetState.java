package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.text.PlainText;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the subnet is usable. The rule reads the state of the subnet and the state of the VPC block that contains the subnet. Both
 * states can change.
 */
public final class SubnetState implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-state", DENY)
            .says("The subnet is available, and the VPC block that contains it is associated")
            .because("""
                    EC2 assigns no addresses from a subnet that is not available, and does not route addresses of a block whose
                    association has failed or is being removed.
                    """)
            .source("https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcCidrBlockState.html");

    private final PodSubnets podSubnets;

    /** @param fitness decides which subnets the fixes may name */
    public SubnetState(SubnetFitness fitness) {
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
        return NamedSubnet.check(
                change.object(), world, "%s is available", subnet -> judge(change.object(), subnet, world));
    }

    private List<Finding> judge(EniConfig config, Subnet subnet, World world) {
        Fact<String> state = NamedSubnet.changeable(subnet.condition().state(), world, "state");
        List<Finding> findings = new ArrayList<>(NamedSubnet.given(
                state,
                world,
                subnet.id() + " is available",
                AwsFacts.SUBNET,
                known -> judgeState(config, subnet, known, world)));
        // Old facts are reported only once, in the finding about the subnet's state.
        if (world.isFresh(Part.SUBNETS)) {
            subnet.cidr().ifPresent(cidr -> findings.addAll(judgeBlock(config, subnet, cidr, world)));
        }
        return findings;
    }

    private List<Finding> judgeState(EniConfig config, Subnet subnet, String state, World world) {
        if (state.equals("available")) {
            return List.of();
        }
        String fix = state.equals("pending")
                ? "wait until it is available"
                : podSubnets.nameAnother(config, subnet, "", world);
        return List.of(new Violation(
                NamedSubnet.FIELD,
                "%s has the state %s, not available (%s)"
                        .formatted(subnet.id(), PlainText.cut(state, 20), world.provenance(Part.SUBNETS)),
                fix));
    }

    private List<Finding> judgeBlock(EniConfig config, Subnet subnet, Ipv4Cidr cidr, World world) {
        String question = "the VPC block of " + subnet.id() + " is associated";
        return EnclosingVpc.check(
                subnet,
                world,
                question,
                vpc -> Given.given(
                        association(vpc, cidr, world),
                        NamedSubnet.FIELD,
                        question,
                        AwsFacts.VPC.wanted(world),
                        association -> judgeAssociation(config, subnet, association, world)));
    }

    private static Fact<Vpc.CidrAssociation> association(Vpc vpc, Ipv4Cidr cidr, World world) {
        return vpc.associationOf(cidr)
                .or(() -> vpc.primaryCidr()
                        // The primary block is always associated, because it cannot be removed.
                        .filter(primary -> primary.contains(cidr))
                        .map(primary -> new Vpc.CidrAssociation(primary, "associated")))
                .map(Fact::known)
                .orElseGet(() -> Fact.unknown(
                        Missing.OTHER,
                        "no known block of %s contains it (%s)".formatted(vpc.id(), world.provenance(Part.VPCS))));
    }

    private List<Finding> judgeAssociation(
            EniConfig config, Subnet subnet, Vpc.CidrAssociation association, World world) {
        if (association.isAssociated()) {
            return List.of();
        }
        String fix = association.isUnderWay()
                ? "wait until the block is associated"
                : podSubnets.nameAnother(config, subnet, "", world);
        return List.of(new Violation(
                NamedSubnet.FIELD,
                "%s is in %s, a VPC block in the state %s"
                        .formatted(subnet.id(), association.cidr(), PlainText.cut(association.state(), 20)),
                fix));
    }
}
