package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.maxpods.Addressing;
import io.eniguard.rules.About;
import io.eniguard.rules.AddressDemand;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.Fact;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Sees a subnet running out. Reads its free addresses, which change from minute to minute, the types of the nodes that it serves, and
 * what the CNI keeps warm.
 */
public final class SubnetCapacity implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-capacity", WARN)
            .says("The subnet has as many free addresses as one new node takes before its first pod")
            .because("""
                    The CNI fetches a warm stock of addresses as soon as it starts. A node that does not get even those stays
                    NotReady, and pods on others wait for addresses that are not there.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/docs/eni-and-ip-target.md");

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
        return NamedSubnet.check(
                config,
                world,
                "it has room for a node",
                // One for IPv6 alone has no addresses to count, and subnet-ipv4 speaks of it.
                subnet -> subnet.cidr().isEmpty() ? List.of() : judge(config, subnet, world));
    }

    private static List<Finding> judge(EniConfig config, Subnet subnet, World world) {
        return NamedSubnet.given(
                NamedSubnet.changeable(subnet.condition().freeAddresses(), world, "free addresses"),
                world,
                subnet.id() + " has room for a node",
                AwsFacts.SUBNET,
                free -> judge(config, subnet, free, world));
    }

    private static List<Finding> judge(EniConfig config, Subnet subnet, int free, World world) {
        return Given.given(
                lack(free, config, world),
                NamedSubnet.FIELD,
                subnet.id() + " has room for a node",
                ServedNodes.WANTED,
                lack -> lack.map(first -> full(config, subnet, free, first, world)).stream()
                        .toList());
    }

    /** The first node that does not fit; which one that is may hang on a setting of the CNI that is not known. */
    private static Fact<Optional<FirstNode>> lack(int free, EniConfig config, World world) {
        List<FirstNode> first = possible(config, world);
        List<FirstNode> tooLarge =
                first.stream().filter(node -> node.addresses() > free).toList();
        if (tooLarge.isEmpty() || tooLarge.size() == first.size()) {
            return Fact.known(tooLarge.stream().findFirst());
        }
        return Fact.unknown(
                Missing.CNI,
                "%d are free, and %s takes %d, or %d with prefix delegation"
                        .formatted(
                                free,
                                first.get(0).node(),
                                first.get(0).addresses(),
                                first.get(1).addresses()));
    }

    /** One for each way of handing out addresses that the CNI may have; the nodes it serves are those that are known to be. */
    private static List<FirstNode> possible(EniConfig config, World world) {
        Set<String> types =
                world.nodesServedBy(config.name()).orElse(BoundNodes.NONE).instanceTypes();
        return world.cni()
                .fold(
                        cni -> ways(cni)
                                .map(way -> FirstNode.among(types, AddressDemand.with(cni, world.instanceTypes(), way)))
                                .toList(),
                        missing -> List.of(FirstNode.OF_ANY_TYPE));
    }

    private static Stream<Addressing> ways(CniSettings cni) {
        return cni.prefixDelegation()
                .map(on -> Stream.of(on ? Addressing.PREFIXES : Addressing.SECONDARY_ADDRESSES))
                .orElseGet(() -> Stream.of(Addressing.values()));
    }

    private static Finding full(EniConfig config, Subnet subnet, int free, FirstNode first, World world) {
        return new Violation(
                NamedSubnet.FIELD,
                "%s%s has %s (%s), but %s takes %d"
                        .formatted(
                                subnet.id(),
                                PodSubnets.ofZone(subnet.zone()),
                                free == 1 ? "1 free address" : free + " free addresses",
                                world.provenance(Part.SUBNETS),
                                first.node(),
                                first.addresses()),
                PodSubnets.nameAnotherFor(config, subnet, " with more room", world));
    }
}
