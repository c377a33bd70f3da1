package io.eniguard.source.aws;

import static io.eniguard.source.aws.AwsMembers.address;
import static io.eniguard.source.aws.AwsMembers.cidr;
import static io.eniguard.source.aws.AwsMembers.id;
import static io.eniguard.source.aws.AwsMembers.number;
import static io.eniguard.source.aws.AwsMembers.positive;

import io.eniguard.maxpods.Hypervisor;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.maxpods.InterfaceLimits;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.PrefixBlocks;
import io.eniguard.net.Zone;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.Instance;
import io.eniguard.vpc.NetworkInterface;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads instances, instance types and network interfaces from the output of the AWS CLI.
 *
 * <p>A method throws an {@link IllegalArgumentException} if a required member is missing or if a value is invalid. The message names the
 * member, and contains the value if there is one. A member of the wrong type counts as missing. A number that does not fit into an {@code
 * int} causes an {@link ArithmeticException}.
 */
public final class InstanceShapes {

    /** The values of the label {@code kubernetes.io/arch} by the name of the architecture in EC2. */
    private static final Map<String, String> ARCHITECTURES = Map.of("x86_64", "amd64", "arm64", "arm64");

    private InstanceShapes() {}

    /** Reads a member of {@code NetworkInterfaces}. */
    public static NetworkInterface networkInterface(Tree one) {
        Stream<Ipv4Cidr> addresses =
                one.trees("PrivateIpAddresses").stream().map(address -> address(address, "PrivateIpAddress"));
        Stream<Ipv4Cidr> prefixes = one.trees("Ipv4Prefixes").stream().map(InstanceShapes::prefix);
        return new NetworkInterface(
                id(one, "NetworkInterfaceId"),
                id(one, "SubnetId"),
                Stream.concat(addresses, prefixes).toList(),
                one.nonEmptyText("Attachment", "InstanceId")
                        .map(instance -> new NetworkInterface.Attachment(
                                instance, index(one, "NetworkCardIndex"), index(one, "DeviceIndex"))),
                one.text("Description"));
    }

    private static int index(Tree one, String member) {
        return one.integer("Attachment", member).map(Math::toIntExact).orElse(0);
    }

    private static Ipv4Cidr prefix(Tree prefix) {
        return cidr(prefix, "Ipv4Prefix")
                .filter(block -> block.prefix() == PrefixBlocks.PREFIX)
                .orElseThrow(() -> new IllegalArgumentException("Ipv4Prefix: \"%s\" is not a /28 block"
                        .formatted(prefix.text("Ipv4Prefix").orElse(""))));
    }

    /** Reads a member of the list {@code Instances}. Each member of {@code Reservations} contains one of these lists. */
    public static Instance instance(Tree instance) {
        return new Instance(
                id(instance, "InstanceId"),
                instance.nonEmptyText("InstanceType"),
                instance.nonEmptyText("SubnetId"),
                new Zone(
                        instance.nonEmptyText("Placement", "AvailabilityZone"),
                        instance.nonEmptyText("Placement", "AvailabilityZoneId")));
    }

    /** Reads a member of {@code InstanceTypes}. */
    public static InstanceType instanceType(Tree type) {
        Tree network = type.at("NetworkInfo");
        int defaultCard = number(network, "DefaultNetworkCardIndex").orElse(0);
        // If the default network card is not listed, use the number of interfaces for all cards together.
        int enis = network.trees("NetworkCards").stream()
                .filter(card -> number(card, "NetworkCardIndex").orElse(-1) == defaultCard)
                .flatMapToInt(card -> number(card, "MaximumNetworkInterfaces").stream())
                .findFirst()
                .orElseGet(() -> positive(network, "MaximumNetworkInterfaces"));
        return new InstanceType(
                id(type, "InstanceType"),
                new InterfaceLimits(
                        enis,
                        positive(network, "Ipv4AddressesPerInterface"),
                        number(network, "MaximumNetworkCards").orElse(1),
                        InstanceTypes.takesTrunk(id(type, "InstanceType"))),
                hypervisor(type.nonEmptyText("Hypervisor").orElse("")),
                type.flag("BareMetal").orElse(false),
                number(type.at("VCpuInfo"), "DefaultVCpus").stream()
                        .filter(number -> number > 0)
                        .findFirst(),
                number(type.at("MemoryInfo"), "SizeInMiB"),
                type.list("ProcessorInfo", "SupportedArchitectures").stream()
                        .flatMap(architecture ->
                                Optional.ofNullable(ARCHITECTURES.get(String.valueOf(architecture))).stream())
                        .findFirst());
    }

    private static Hypervisor hypervisor(String name) {
        return switch (name) {
            case "nitro" -> Hypervisor.NITRO;
            case "xen" -> Hypervisor.XEN;
            default -> Hypervisor.NONE;
        };
    }
}
