package io.eniguard.vpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.net.CidrSet;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.net.Zone;
import io.eniguard.vpc.AddressUse.LeftOver;
import io.eniguard.vpc.AddressUse.PodInterface;
import io.eniguard.vpc.NetworkInterface.Attachment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressUseTest {

    /** Tests all subnet sizes of EC2. Two /28 blocks are never available: VPC user guide, "Subnet CIDR reservations". */
    @ParameterizedTest
    @CsvSource({"28, 0", "27, 0", "26, 2", "25, 6", "24, 14", "19, 510", "18, 1022", "16, 4094"})
    void theFirstAndTheLastBlockAreNeverFree(int prefix, long free) {
        assertEquals(
                OptionalLong.of(free),
                AddressUse.of(List.of()).freePrefixes(subnet("100.64.0.0/" + prefix), CidrSet.EMPTY));
    }

    @Test
    void addressesAndPrefixesOccupyTheirBlocks() {
        AddressUse use = AddressUse.of(
                List.of(holding("100.64.0.17/32", "100.64.0.18/32", "100.64.0.64/28"), holding("100.64.0.255/32")));
        assertEquals(OptionalLong.of(12), use.freePrefixes(subnet("100.64.0.0/24"), CidrSet.EMPTY));
    }

    @Test
    void reservedBlocksAreNotFree() {
        AddressUse use = AddressUse.of(List.of(holding("100.64.0.130/32")));
        assertEquals(OptionalLong.of(7), use.freePrefixes(subnet("100.64.0.0/24"), CidrSet.of("100.64.0.128/25")));
        assertEquals(OptionalLong.of(12), use.freePrefixes(subnet("100.64.0.0/24"), CidrSet.of("100.64.0.20/32")));
    }

    @Test
    void theUseOfASubnetThatWasNotReadIsUnknown() {
        AddressUse use = AddressUse.builder().onlyOf(List.of("subnet-b")).build();
        assertEquals(OptionalLong.empty(), use.freePrefixes(subnet("100.64.0.0/24"), CidrSet.EMPTY));
    }

    @Test
    void anInstanceHasTheInterfacesThatMayCarryPods() {
        AddressUse use = AddressUse.of(Stream.of("eni-3", "eni-1")
                .map(id -> interfaceOf(id, 1, Optional.of("aws-K8S-i-1")))
                .toList());
        assertEquals(
                List.of(new PodInterface("eni-1", "subnet-a"), new PodInterface("eni-3", "subnet-a")),
                use.podInterfacesOf("i-1"));
        assertEquals(List.of(), use.podInterfacesOf("i-2"));
    }

    @Test
    void primaryAndForeignInterfacesCarryNoPods() {
        assertTrue(interfaceOf("eni-1", 1, Optional.empty()).mayCarryPods());
        assertTrue(interfaceOf("eni-1", 2, Optional.of("aws-k8s-trunk-eni")).mayCarryPods());
        assertFalse(interfaceOf("eni-1", 0, Optional.of("aws-K8S-i-1")).mayCarryPods());
        assertFalse(interfaceOf("eni-1", 1, Optional.of("")).mayCarryPods());
        assertTrue(attached("eni-1", new Attachment("i-1", 1, 0)).mayCarryPods());
        assertFalse(interfaceOf("eni-1", 1, Optional.of("Interface for NAT Gateway nat-1"))
                .mayCarryPods());
    }

    @Test
    void onlyThePrimaryInterfaceKeepsEarlierAddresses() {
        NetworkInterface primary = attached("eni-1", new Attachment("i-1", 0, 0), "10.0.0.9/32", "10.0.0.10/32");
        NetworkInterface prefix = attached("eni-2", new Attachment("i-2", 0, 0), "10.0.0.11/32", "10.0.0.32/28");
        NetworkInterface alone = attached("eni-3", new Attachment("i-3", 0, 0), "10.0.0.12/32");
        NetworkInterface secondCard = attached("eni-4", new Attachment("i-4", 1, 0), "10.0.0.13/32", "10.0.0.14/32");
        NetworkInterface second = attached("eni-5", new Attachment("i-5", 0, 1), "10.0.0.15/32", "10.0.0.16/32");
        AddressUse use = AddressUse.of(List.of(primary, prefix, alone, secondCard, second));
        assertEquals(Optional.of(new LeftOver("eni-1", 1, 0)), use.leftOverOf("i-1"));
        assertEquals(Optional.of(new LeftOver("eni-2", 0, 1)), use.leftOverOf("i-2"));
        assertEquals(
                List.of(),
                Stream.of("i-3", "i-4", "i-5")
                        .flatMap(id -> use.leftOverOf(id).stream())
                        .toList());
    }

    private static NetworkInterface attached(String id, Attachment attachment, String... blocks) {
        return new NetworkInterface(
                id,
                "subnet-a",
                Stream.of(blocks).map(Ipv4Cidr::parse).toList(),
                Optional.of(attachment),
                Optional.empty());
    }

    private static Subnet subnet(String cidr) {
        return new Subnet(
                "subnet-a",
                Optional.empty(),
                Optional.of(Ipv4Cidr.parse(cidr)),
                Zone.UNKNOWN,
                new Subnet.Condition(Optional.empty(), Optional.empty(), Map.of()));
    }

    private static NetworkInterface holding(String... blocks) {
        return new NetworkInterface(
                "eni-1",
                "subnet-a",
                Stream.of(blocks).map(Ipv4Cidr::parse).toList(),
                Optional.empty(),
                Optional.empty());
    }

    private static NetworkInterface interfaceOf(String id, int deviceIndex, Optional<String> description) {
        return new NetworkInterface(
                id, "subnet-a", List.of(), Optional.of(new Attachment("i-1", 0, deviceIndex)), description);
    }
}
