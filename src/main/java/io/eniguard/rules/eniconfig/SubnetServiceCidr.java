package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.rules.shared.PodSpace;
import io.eniguard.text.NameList;
import io.eniguard.vpc.EksCluster;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps pods out of the networks of services and of hybrid nodes. The rule reads the subnet's CIDR, the cluster's service CIDR and the
 * networks of the cluster's hybrid nodes. Only the networks of hybrid nodes can change.
 */
public final class SubnetServiceCidr implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-service-cidr", DENY)
            .says("A pod subnet overlaps neither the cluster's service CIDR nor a network of its hybrid nodes")
            .because("""
                    Every node redirects traffic for the service CIDR to the pods of services, so a pod with an address in the
                    service CIDR cannot be reached. EKS compares the CIDRs only when the cluster is created, not when the VPC gets
                    another block later.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html");

    private final PodSubnets podSubnets;

    /** @param fitness decides which subnets the fixes may name */
    public SubnetServiceCidr(SubnetFitness fitness) {
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
        return NamedSubnet.check(
                config,
                world,
                "%s overlaps the service CIDR",
                subnet -> subnet.cidr()
                        .map(cidr -> judge(config, subnet, cidr, world))
                        .orElse(List.of()));
    }

    /** Returns whether the block overlaps a known service CIDR or a network of hybrid nodes. */
    static boolean overlapsAny(Ipv4Cidr cidr, World world) {
        return world.eksCluster()
                .filter(cluster -> cluster.serviceCidr().filter(cidr::overlaps).isPresent()
                        || !cluster.remoteNetworks().overlapping(cidr).isEmpty())
                .isPresent();
    }

    private List<Finding> judge(EniConfig config, Subnet subnet, Ipv4Cidr cidr, World world) {
        List<Finding> findings = new ArrayList<>(NamedSubnet.given(
                serviceCidr(cidr, world),
                world,
                subnet.id() + " overlaps the cluster's service CIDR",
                AwsFacts.CLUSTER,
                services -> services.isEmpty()
                        ? List.of()
                        : List.of(overlap(
                                subnet,
                                "the cluster's service CIDR " + services.get(0),
                                another(config, subnet, services, world)))));
        List<Ipv4Cidr> remote = world.eksCluster()
                .map(cluster -> cluster.remoteNetworks().overlapping(cidr))
                .orElse(List.of());
        if (!remote.isEmpty()) {
            findings.addAll(NamedSubnet.given(
                    world.ifFresh(remote, Missing.OTHER, Part.CLUSTER),
                    world,
                    subnet.id() + " overlaps a network of hybrid nodes",
                    AwsFacts.CLUSTER,
                    networks -> List.of(overlap(
                            subnet,
                            named(networks) + (networks.size() == 1 ? ", a network" : " networks") + " of hybrid nodes",
                            another(config, subnet, networks, world)))));
        }
        return findings;
    }

    /**
     * Returns the service CIDR if the subnet overlaps it, otherwise an empty list. An unknown service CIDR matters only if the subnet
     * overlaps an RFC 1918 block, because EKS accepts only RFC 1918 blocks for services.
     */
    private static Fact<List<Ipv4Cidr>> serviceCidr(Ipv4Cidr cidr, World world) {
        Optional<Ipv4Cidr> services = world.eksCluster().flatMap(EksCluster::serviceCidr);
        boolean matters = !CidrSet.RFC_1918.overlapping(cidr).isEmpty()
                && world.eksCluster().filter(EksCluster::isIpv6).isEmpty();
        return services.isEmpty() && matters
                ? Fact.unknown(Missing.OTHER, "the service CIDR is unknown (" + world.provenance(Part.CLUSTER) + ")")
                : Fact.known(services.filter(cidr::overlaps).stream().toList());
    }

    // The message omits the zone, because the fix names the zone.
    private static Finding overlap(Subnet subnet, String others, String fix) {
        String cidr = subnet.cidr().map(Ipv4Cidr::toString).orElse("");
        return new Violation(NamedSubnet.FIELD, "%s (%s) overlaps %s".formatted(subnet.id(), cidr, others), fix);
    }

    /**
     * Returns the fix. If one of the other networks is inside a recommended block, the fix asks for a subnet outside the other networks.
     */
    private String another(EniConfig config, Subnet subnet, List<Ipv4Cidr> others, World world) {
        return others.stream().noneMatch(PodSpace.of(world).recommended()::contains)
                ? podSubnets.nameRecommended(config, subnet, world)
                : podSubnets.nameAnother(
                        config, subnet, " outside " + (others.size() == 1 ? others.get(0) : "them"), world);
    }

    private static String named(List<Ipv4Cidr> blocks) {
        return NameList.of(blocks.stream().map(Ipv4Cidr::toString).toList(), 20);
    }
}
