package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.maxpods.Addressing;
import io.eniguard.rules.About;
import io.eniguard.rules.AddressDemand;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.text.Count;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Warns about a subnet with too few free addresses. The rule reads the free addresses, which change every minute, the instance types of the
 * nodes that use the ENIConfig, and the warm targets of the CNI. If a policy sets a minimum, the rule only compares the free addresses with
 * that minimum.
 */
public final class SubnetCapacity implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-capacity", WARN)
            .says("The subnet has at least as many free addresses as a new node takes before its first pod")
            .because("""
                    The CNI takes a warm stock of addresses as soon as it starts. A node that does not get these addresses stays
                    NotReady, and the subnet soon has no addresses for pods on other nodes either.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md");

    private final PodSubnets podSubnets;

    /** @param fitness decides which subnets the fixes may name */
    public SubnetCapacity(SubnetFitness fitness) {
        podSubnets = new PodSubnets(fitness);
    }

    @Override
    public About about() {
        return ABOUT;
    }

    /**
     * Returns the kinds Node and {@link ReviewedKind#DAEMON_SET}, because without these objects the rule assumes a new node of an unknown
     * instance type.
     */
    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.DAEMON_SET, ReviewedKind.NODE);
    }

    @Override
    public Optional<String> reads(EniConfig object, World world) {
        return object.subnetId();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        return NamedSubnet.check(
                config,
                world,
                "%s has room for a node",
                // The rule subnet-ipv4 reports subnets without IPv4 addresses.
                subnet -> subnet.cidr().isEmpty() ? List.of() : judge(config, subnet, world));
    }

    private List<Finding> judge(EniConfig config, Subnet subnet, World world) {
        return NamedSubnet.given(
                NamedSubnet.changeable(subnet.condition().freeAddresses(), world, "free addresses"),
                world,
                subnet.id() + " has room for a node",
                AwsFacts.SUBNET,
                free -> judge(config, subnet, free, world));
    }

    private List<Finding> judge(EniConfig config, Subnet subnet, int free, World world) {
        OptionalInt demanded = world.parameters().minFreeAddresses();
        if (demanded.isPresent()) {
            return free >= demanded.getAsInt()
                    ? List.of()
                    : List.of(tooFewAddresses(
                            config,
                            subnet,
                            free,
                            "the policy demands at least %s".formatted(Count.of(demanded.getAsInt(), "free address")),
                            world));
        }
        return Given.given(
                tooLarge(free, config, world),
                NamedSubnet.FIELD,
                subnet.id() + " has room for a node",
                Given.AWS_NODE,
                tooLarge -> tooLarge
                        .map(node -> tooFewAddresses(
                                config, subnet, free, "%s takes %d".formatted(node.node(), node.addresses()), world))
                        .stream()
                        .toList());
    }

    /**
     * Returns the new node if the subnet has too few addresses for it. The result is an unknown fact if it is unknown whether prefix
     * delegation is on, and only one of the two settings leads to a violation.
     */
    private static Fact<Optional<FirstNode>> tooLarge(int free, EniConfig config, World world) {
        List<FirstNode> possible = possible(config, world);
        List<FirstNode> tooLarge =
                possible.stream().filter(node -> node.addresses() > free).toList();
        if (tooLarge.isEmpty() || tooLarge.size() == possible.size()) {
            return Fact.known(tooLarge.stream().findFirst());
        }
        return Fact.unknown(
                Missing.CNI,
                "%d addresses are free, and %s takes %d, or %d with prefix delegation"
                        .formatted(
                                free,
                                possible.get(0).node(),
                                possible.get(0).addresses(),
                                possible.get(1).addresses()));
    }

    /**
     * Returns a new node for each kind of addressing that the CNI may use. The node has the instance type that takes the most addresses.
     */
    private static List<FirstNode> possible(EniConfig config, World world) {
        Set<String> types =
                world.nodesServedBy(config.name()).orElse(BoundNodes.NONE).instanceTypes();
        return world.cni()
                .fold(
                        cni -> addressings(cni)
                                .map(addressing -> FirstNode.among(
                                        types, AddressDemand.with(cni, world.instanceTypes(), addressing)))
                                .toList(),
                        unknown -> List.of(FirstNode.OF_ANY_TYPE));
    }

    private static Stream<Addressing> addressings(CniSettings cni) {
        return cni.prefixDelegation()
                .map(on -> Stream.of(on ? Addressing.PREFIXES : Addressing.SECONDARY_ADDRESSES))
                .orElseGet(() -> Stream.of(Addressing.values()));
    }

    /** @param demand the number of addresses that is needed, as a clause such as {@code a new m5.large takes 20} */
    private Finding tooFewAddresses(EniConfig config, Subnet subnet, int free, String demand, World world) {
        return new Violation(
                NamedSubnet.FIELD,
                "%s has %s (%s), but %s"
                        .formatted(
                                subnet.id(),
                                free == 1 ? "1 free address" : free + " free addresses",
                                world.provenance(Part.SUBNETS),
                                demand),
                podSubnets.nameAnother(config, subnet, " with more room", world));
    }
}
