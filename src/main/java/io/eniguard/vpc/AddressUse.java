package io.eniguard.vpc;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.PrefixBlocks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Which addresses of the subnets the network interfaces hold, and in which subnets the interfaces of each instance lie. Immutable. */
public final class AddressUse {

    private final Map<String, PrefixBlocks> blocks;
    private final Map<String, List<PodInterface>> podInterfaces;
    private final Optional<Set<String>> askedFor;

    private AddressUse(Builder builder) {
        blocks = new HashMap<>();
        builder.blocks.forEach((subnet, touched) -> blocks.put(subnet, touched.build()));
        podInterfaces = new HashMap<>();
        builder.podInterfaces.forEach((instance, some) -> podInterfaces.put(
                instance,
                some.stream().sorted(Comparator.comparing(PodInterface::id)).toList()));
        askedFor = builder.askedFor;
    }

    /** @param all the interfaces of the VPC, or of the subnets that matter */
    public static AddressUse of(Collection<NetworkInterface> all) {
        Builder builder = new Builder();
        all.forEach(builder::add);
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** An interface of an instance that carries pods, as far as can be told. */
    public record PodInterface(String id, String subnetId) {}

    /**
     * The /28 blocks that EC2 could give as prefixes: those in which no address is in use. The first and the last block are never among
     * them, since EC2 keeps addresses of both for itself (VPC user guide, "Subnet sizing").
     *
     * @param reserved what is kept from being given; addresses outside of the subnet are of no account
     * @return empty for a subnet that nobody asked about, and for one without an IPv4 block
     */
    public OptionalLong freePrefixes(Subnet subnet, CidrSet reserved) {
        if (subnet.cidr().isEmpty() || !covers(subnet.id())) {
            return OptionalLong.empty();
        }
        Ipv4Cidr cidr = subnet.cidr().get();
        List<Ipv4Cidr> kept = new ArrayList<>(reserved.blocks());
        kept.add(new Ipv4Cidr(cidr.base(), 32));
        kept.add(new Ipv4Cidr((int) (cidr.base() + cidr.size() - 1), 32));
        return OptionalLong.of(
                blocks.getOrDefault(subnet.id(), PrefixBlocks.NONE).countOthers(cidr, CidrSet.of(kept)));
    }

    private boolean covers(String subnetId) {
        return askedFor.isEmpty() || askedFor.get().contains(subnetId);
    }

    /** In order of id. */
    public List<PodInterface> podInterfacesOf(String instanceId) {
        return podInterfaces.getOrDefault(instanceId, List.of());
    }

    /** Takes interfaces page by page, so that they need not all be in memory at once. Not for several threads. */
    public static final class Builder {
        private final Map<String, PrefixBlocks.Builder> blocks = new HashMap<>();
        private final Map<String, List<PodInterface>> podInterfaces = new HashMap<>();
        private final Map<String, String> subnetIds = new HashMap<>();
        private Optional<Set<String>> askedFor = Optional.empty();

        private Builder() {}

        /** Of the interfaces in other subnets some may be missing. */
        public Builder onlyOf(Collection<String> subnets) {
            askedFor = Optional.of(new HashSet<>(subnets));
            return this;
        }

        public Builder add(NetworkInterface one) {
            // One text for each subnet, not one for each interface.
            String subnet = subnetIds.computeIfAbsent(one.subnetId(), id -> id);
            blocks.computeIfAbsent(subnet, id -> new PrefixBlocks.Builder()).add(one.held());
            one.attachment()
                    .filter(attachment -> one.mayCarryPods())
                    .ifPresent(attachment -> podInterfaces
                            .computeIfAbsent(attachment.instanceId(), id -> new ArrayList<>(2))
                            .add(new PodInterface(one.id(), subnet)));
            return this;
        }

        public AddressUse build() {
            return new AddressUse(this);
        }
    }
}
