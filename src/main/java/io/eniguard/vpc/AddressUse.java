package io.eniguard.vpc;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.PrefixBlocks;
import io.eniguard.vpc.NetworkInterface.Attachment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The addresses that network interfaces use in each subnet, and for each instance, the interfaces that may carry pods. This class is
 * immutable.
 */
public final class AddressUse {

    private final Map<String, PrefixBlocks> blocks;
    private final Map<String, List<PodInterface>> podInterfaces;
    private final Map<String, LeftOver> leftOver;
    private final Map<String, Set<String>> instances;
    private final Map<String, Integer> prefixes;
    private final Optional<Set<String>> readSubnets;

    private AddressUse(Builder builder) {
        blocks = new HashMap<>();
        builder.blocks.forEach((subnet, touched) -> blocks.put(subnet, touched.build()));
        podInterfaces = new HashMap<>();
        builder.podInterfaces.forEach((instance, some) -> podInterfaces.put(
                instance,
                some.stream().sorted(Comparator.comparing(PodInterface::id)).toList()));
        leftOver = Map.copyOf(builder.leftOver);
        instances = Map.copyOf(builder.instances);
        prefixes = Map.copyOf(builder.prefixes);
        readSubnets = builder.readSubnets;
    }

    /** @param all the interfaces of the VPC, or of the relevant subnets */
    public static AddressUse of(Collection<NetworkInterface> all) {
        Builder builder = new Builder();
        all.forEach(builder::add);
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** A network interface that may carry pods. */
    public record PodInterface(String id, String subnetId) {}

    /**
     * The addresses and prefixes for pods on the primary interface of an instance. With custom networking, the VPC CNI adds no addresses to
     * this interface and keeps the existing ones: amazon-vpc-cni-k8s, pkg/ipamd/ipamd.go, setupENI, and pkg/ipamd/datastore/data_store.go,
     * GetAllocatableENIs.
     *
     * @param id the id of the primary interface
     */
    public record LeftOver(String id, int addresses, int prefixes) {}

    /**
     * Returns the number of /28 blocks that EC2 could assign as prefixes, because no address in them is in use. The first and the last
     * block are not counted, because EC2 reserves addresses in both (VPC user guide, "Subnet sizing").
     *
     * @param reserved the blocks that EC2 does not assign; addresses outside the subnet are ignored
     * @return empty if the interfaces of the subnet were not read, or if the subnet has no known IPv4 block
     */
    public OptionalLong freePrefixes(Subnet subnet, CidrSet reserved) {
        if (subnet.cidr().isEmpty() || !isRead(subnet.id())) {
            return OptionalLong.empty();
        }
        Ipv4Cidr cidr = subnet.cidr().get();
        List<Ipv4Cidr> kept = new ArrayList<>(reserved.blocks());
        kept.add(new Ipv4Cidr(cidr.base(), 32));
        kept.add(new Ipv4Cidr((int) (cidr.base() + cidr.size() - 1), 32));
        return OptionalLong.of(
                blocks.getOrDefault(subnet.id(), PrefixBlocks.NONE).countOthers(cidr, CidrSet.of(kept)));
    }

    /** Returns the number of /28 blocks that interfaces in the subnet have as prefixes. */
    public int prefixesIn(String subnetId) {
        return prefixes.getOrDefault(subnetId, 0);
    }

    /** Returns the ids of the instances whose primary interface is in the subnet. */
    public Set<String> instancesIn(String subnetId) {
        return Collections.unmodifiableSet(instances.getOrDefault(subnetId, Set.of()));
    }

    /** Returns the ids of the subnets that contain the primary interface of an instance. */
    Set<String> subnetsOfInstances() {
        return Collections.unmodifiableSet(instances.keySet());
    }

    private boolean isRead(String subnetId) {
        return readSubnets.isEmpty() || readSubnets.get().contains(subnetId);
    }

    /** Returns those interfaces of the instance that may carry pods, in order of id. */
    public List<PodInterface> podInterfacesOf(String instanceId) {
        return podInterfaces.getOrDefault(instanceId, List.of());
    }

    /** Returns the addresses for pods on the primary interface of the instance; empty if the interface has none or is unknown. */
    public Optional<LeftOver> leftOverOf(String instanceId) {
        return Optional.ofNullable(leftOver.get(instanceId));
    }

    /**
     * Collects interfaces page by page, so that they are not all in memory at the same time. A builder is not safe for use by several
     * threads.
     */
    public static final class Builder {
        private final Map<String, PrefixBlocks.Builder> blocks = new HashMap<>();
        private final Map<String, List<PodInterface>> podInterfaces = new HashMap<>();
        private final Map<String, LeftOver> leftOver = new HashMap<>();
        private final Map<String, Set<String>> instances = new HashMap<>();
        private final Map<String, Integer> prefixes = new HashMap<>();
        private final Map<String, String> subnetIds = new HashMap<>();
        private Optional<Set<String>> readSubnets = Optional.empty();

        private Builder() {}

        /** Declares that interfaces were read only in these subnets. The use of other subnets is unknown. */
        public Builder onlyOf(Collection<String> subnets) {
            readSubnets = Optional.of(new HashSet<>(subnets));
            return this;
        }

        public Builder add(NetworkInterface one) {
            // Interfaces in the same subnet share one string, which saves memory.
            String subnet = subnetIds.computeIfAbsent(one.subnetId(), id -> id);
            blocks.computeIfAbsent(subnet, id -> new PrefixBlocks.Builder()).add(one.held());
            one.attachment()
                    .filter(attachment -> one.mayCarryPods())
                    .ifPresent(attachment -> podInterfaces
                            .computeIfAbsent(attachment.instanceId(), id -> new ArrayList<>(2))
                            .add(new PodInterface(one.id(), subnet)));
            if (one.prefixes() > 0) {
                prefixes.merge(subnet, one.prefixes(), Integer::sum);
            }
            one.attachment()
                    .filter(Attachment::isPrimary)
                    .ifPresent(attachment -> instances
                            .computeIfAbsent(subnet, id -> new HashSet<>())
                            .add(attachment.instanceId()));
            one.attachment()
                    .filter(Attachment::isPrimary)
                    .filter(attachment -> one.secondaryAddresses() + one.prefixes() > 0)
                    .ifPresent(attachment -> leftOver.put(
                            attachment.instanceId(), new LeftOver(one.id(), one.secondaryAddresses(), one.prefixes())));
            return this;
        }

        public AddressUse build() {
            return new AddressUse(this);
        }
    }
}
