package io.eniguard.vpc;

import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.PrefixBlocks;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A network interface, as EC2's DescribeNetworkInterfaces describes it. A VPC may have tens of thousands of interfaces, so snapshots keep
 * only an {@link AddressUse}.
 *
 * @param held the prefixes and the addresses of the interface, each address as a block of size 1
 * @param attachment the use of the interface by an instance; empty if the interface is not attached to an instance
 * @param description text from the creator of the interface; the VPC CNI writes {@code aws-K8S-} and the id of the instance
 */
public record NetworkInterface(
        String id,
        String subnetId,
        List<Ipv4Cidr> held,
        Optional<Attachment> attachment,
        Optional<String> description) {

    public NetworkInterface {
        held = List.copyOf(held);
    }

    /**
     * Returns whether the VPC CNI may assign addresses of this interface to pods. With custom networking, the primary interface carries no
     * pods. The VPC CNI does not use interfaces from launch templates, Multus and EFA, whose descriptions do not start with {@code
     * aws-K8S-}. An interface without a description may carry pods.
     */
    public boolean mayCarryPods() {
        // amazon-vpc-cni-k8s, pkg/awsutils/awsutils.go, eniDescriptionPrefix. The description of a trunk interface is
        // aws-k8s-trunk-eni.
        return attachment.filter(to -> !to.isPrimary()).isPresent()
                && description
                        .map(text -> text.toLowerCase(Locale.ROOT).startsWith("aws-k8s-"))
                        .orElse(true);
    }

    /** Returns the number of addresses besides the primary address, which every interface has. Prefixes are not counted. */
    public int secondaryAddresses() {
        long addresses = held.stream().filter(block -> block.prefix() == 32).count();
        return (int) Math.max(0, addresses - 1);
    }

    /** Returns the number of /28 prefixes. */
    public int prefixes() {
        return (int) held.stream()
                .filter(block -> block.prefix() == PrefixBlocks.PREFIX)
                .count();
    }

    /**
     * @param networkCardIndex 0 unless the instance has several network cards
     * @param deviceIndex the position among the interfaces of the network card
     */
    public record Attachment(String instanceId, int networkCardIndex, int deviceIndex) {

        /** Returns whether the interface is the primary interface of the instance, which EC2 creates with the instance. */
        public boolean isPrimary() {
            return networkCardIndex == 0 && deviceIndex == 0;
        }
    }
}
