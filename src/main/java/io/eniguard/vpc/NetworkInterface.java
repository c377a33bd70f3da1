package io.eniguard.vpc;

import io.eniguard.net.Ipv4Cidr;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A network interface, as EC2's DescribeNetworkInterfaces tells it. There are tens of thousands of them, so snapshots keep them in
 * the form of {@link AddressUse}.
 *
 * @param held its addresses, each as a block of one, and its prefixes
 * @param attachment empty when it is attached to nothing, and to other things than instances
 * @param description what its maker calls it; the VPC CNI writes {@code aws-K8S-} and the instance's id
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
     * Whether the VPC CNI gives pods its addresses. Others attach interfaces too: launch templates, Multus, EFA. Where the description
     * is not told it may.
     */
    public boolean mayCarryPods() {
        // amazon-vpc-cni-k8s, pkg/awsutils/awsutils.go, eniDescriptionPrefix; the trunk of pod ENIs is
        // aws-k8s-trunk-eni.
        return attachment.filter(to -> to.deviceIndex() > 0).isPresent()
                && description
                        .map(text -> text.toLowerCase(Locale.ROOT).startsWith("aws-k8s-"))
                        .orElse(true);
    }

    /** @param deviceIndex 0 for the primary interface of the instance */
    public record Attachment(String instanceId, int deviceIndex) {}
}
