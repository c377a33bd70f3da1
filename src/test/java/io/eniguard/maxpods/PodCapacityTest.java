package io.eniguard.maxpods;

import static io.eniguard.maxpods.Addressing.PREFIXES;
import static io.eniguard.maxpods.Addressing.SECONDARY_ADDRESSES;
import static io.eniguard.maxpods.Networking.CUSTOM;
import static io.eniguard.maxpods.Networking.STANDARD;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class PodCapacityTest {

    @ParameterizedTest
    @CsvFileSource(resources = "/eniguard/eni-max-pods.csv", numLinesToSkip = 2)
    void agreesWithEachLineOfAwsOwnList(String type, int maxPods) {
        assertEquals(
                maxPods,
                PodCapacity.of(Types.named(type), STANDARD, SECONDARY_ADDRESSES).theoretical());
    }

    /** The columns are pairs of the theoretical and the recommended number: standard, custom networking, prefixes, and both. */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            type,             E,  I,  v,   plain, rec, custom, rec, prefixes, rec, both,  rec
            t2.micro,         2,  2,  1,   4,     4,   3,      3,   4,        4,   3,     3
            t3.small,         3,  4,  2,   11,    11,  8,      8,   146,      110, 98,    98
            t3.medium,        3,  6,  2,   17,    17,  12,     12,  242,      110, 162,   110
            t3.large,         3,  12, 2,   35,    35,  24,     24,  530,      110, 354,   110
            m4.xlarge,        4,  15, 4,   58,    58,  44,     44,  58,       58,  44,    44
            m5.large,         3,  10, 2,   29,    29,  20,     20,  434,      110, 290,   110
            m5.xlarge,        4,  15, 4,   58,    58,  44,     44,  898,      110, 674,   110
            m5.4xlarge,       8,  30, 16,  234,   110, 205,    110, 3714,     110, 3250,  110
            m5.8xlarge,       8,  30, 32,  234,   234, 205,    205, 3714,     250, 3250,  250
            m5.24xlarge,      15, 50, 96,  737,   250, 688,    250, 11762,    250, 10978, 250
            m5.metal,         15, 50, 96,  737,   250, 688,    250, 11762,    250, 10978, 250
            c4.8xlarge,       8,  30, 36,  234,   234, 205,    205, 234,      234, 205,   205
            c6in.32xlarge,    8,  50, 128, 394,   250, 345,    250, 6274,     250, 5490,  250
            p5.48xlarge,      2,  50, 192, 100,   100, 51,     51,  1570,     250, 786,   250
            hpc6id.32xlarge,  1,  50, 64,  51,    51,  2,      2,   786,      250, 2,     2
            """)
    void countsInEachMode(
            String name,
            int enis,
            int ipv4PerEni,
            int vcpus,
            int plain,
            int plainRecommended,
            int custom,
            int customRecommended,
            int prefixes,
            int prefixesRecommended,
            int both,
            int bothRecommended) {
        InstanceType type = Types.named(name);
        assertEquals(enis, type.enis());
        assertEquals(ipv4PerEni, type.ipv4PerEni());
        assertEquals(OptionalInt.of(vcpus), type.vcpus());
        assertCounts(plain, plainRecommended, PodCapacity.of(type, STANDARD, SECONDARY_ADDRESSES));
        assertCounts(custom, customRecommended, PodCapacity.of(type, CUSTOM, SECONDARY_ADDRESSES));
        assertCounts(prefixes, prefixesRecommended, PodCapacity.of(type, STANDARD, PREFIXES));
        assertCounts(both, bothRecommended, PodCapacity.of(type, CUSTOM, PREFIXES));
    }

    private static void assertCounts(int theoretical, int recommended, PodCapacity capacity) {
        assertEquals(theoretical, capacity.theoretical(), capacity::toString);
        assertEquals(recommended, capacity.recommended(), capacity::toString);
    }

    /**
     * Numbers from the EKS user guide ("Choose an instance type"), from templates/test/cases of amazon-eks-ami for AL2, and from the tests
     * of nodeadm and Karpenter that reserve one interface.
     */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            type,           networking, addressing,          published
            m5.large,       STANDARD,   SECONDARY_ADDRESSES, 29
            m5.large,       CUSTOM,     SECONDARY_ADDRESSES, 20
            m5.large,       STANDARD,   PREFIXES,            110
            m5.large,       CUSTOM,     PREFIXES,            110
            m5.8xlarge,     STANDARD,   SECONDARY_ADDRESSES, 234
            m5.8xlarge,     STANDARD,   PREFIXES,            250
            m4.xlarge,      STANDARD,   SECONDARY_ADDRESSES, 58
            t3.large,       STANDARD,   SECONDARY_ADDRESSES, 35
            t3.large,       CUSTOM,     SECONDARY_ADDRESSES, 24
            m5.xlarge,      CUSTOM,     SECONDARY_ADDRESSES, 44
            """)
    void recommendsTheNumbersThatAwsPublishes(
            String type, Networking networking, Addressing addressing, int published) {
        assertEquals(
                published,
                PodCapacity.of(Types.named(type), networking, addressing).recommended());
    }

    /** Numbers from amazon-vpc-cni-k8s issue 527 and misc/eni-max-pods.txt. For c6in and m6idn, only the default network card counts. */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            type,           networking, published
            a1.medium,      CUSTOM,     5
            a1.large,       CUSTOM,     20
            a1.xlarge,      CUSTOM,     44
            a1.4xlarge,     CUSTOM,     205
            c5.18xlarge,    CUSTOM,     688
            f1.16xlarge,    CUSTOM,     345
            t3.small,       CUSTOM,     8
            a1.medium,      STANDARD,   8
            c1.medium,      STANDARD,   12
            c3.xlarge,      STANDARD,   58
            c5.4xlarge,     STANDARD,   234
            bmn-sf1.metal,  STANDARD,   737
            c6in.32xlarge,  STANDARD,   394
            m6idn.32xlarge, STANDARD,   394
            """)
    void allowsThePublishedNumbersWithoutACap(String type, Networking networking, int published) {
        assertEquals(
                published,
                PodCapacity.of(Types.named(type), networking, SECONDARY_ADDRESSES)
                        .theoretical());
    }

    /** Limits and numbers from nodeadm's tests: amazon-eks-ami, nodeadm/internal/kubelet/eni_max_pods_test.go. */
    @ParameterizedTest
    @CsvSource(useHeadersInDisplayName = true, textBlock = """
            enis, ipv4PerEni, networking, addressing,          expected
            3,    6,          STANDARD,   SECONDARY_ADDRESSES, 17
            6,    12,         STANDARD,   SECONDARY_ADDRESSES, 68
            3,    6,          CUSTOM,     SECONDARY_ADDRESSES, 12
            3,    6,          STANDARD,   PREFIXES,            242
            """)
    void countsFromBareLimits(int enis, int ipv4PerEni, Networking networking, Addressing addressing, int expected) {
        InstanceType type = Types.nitro(enis, ipv4PerEni, OptionalInt.of(2));
        assertEquals(expected, PodCapacity.of(type, networking, addressing).theoretical());
    }

    @ParameterizedTest
    @CsvSource({"30, 110", "31, 250", "1, 110"})
    void advisesMoreAboveThirtyVcpus(int vcpus, int recommended) {
        InstanceType type = Types.nitro(15, 50, OptionalInt.of(vcpus));
        assertEquals(recommended, PodCapacity.of(type, CUSTOM, PREFIXES).recommended());
    }

    @Test
    void advisesTheLowerCapIfVcpusAreUnknown() {
        assertEquals(
                110,
                PodCapacity.of(Types.named("c5a.metal"), CUSTOM, SECONDARY_ADDRESSES)
                        .recommended());
    }

    @Test
    void aTrunkTakesOneInterface() {
        NetworkingMode custom = NetworkingMode.of(CUSTOM, SECONDARY_ADDRESSES);
        NetworkingMode standard = NetworkingMode.of(STANDARD, SECONDARY_ADDRESSES);
        assertEquals(11, capacity("m5.large", custom.withTrunk()));
        assertEquals(20, capacity("m5.large", standard.withTrunk()));
        assertEquals(146, capacity("m5.large", custom.withAddressing(PREFIXES).withTrunk()));
    }

    @Test
    void aTypeThatSupportsNoTrunkKeepsItsInterfaceForPods() {
        NetworkingMode custom = NetworkingMode.of(CUSTOM, SECONDARY_ADDRESSES);
        NetworkingMode standard = NetworkingMode.of(STANDARD, SECONDARY_ADDRESSES);
        assertEquals(24, capacity("t3.large", custom.withTrunk()));
        assertEquals(3, capacity("t3.micro", custom.withTrunk()));
        assertEquals(35, capacity("t3.large", standard.withTrunk()));
        assertEquals(20, capacity("i4i.large", custom.withTrunk()));
        assertEquals(11, capacity("m4.large", custom.withTrunk()));
    }

    @Test
    void noPodGetsAnAddressIfOnlyThePrimaryInterfaceAndTheTrunkExist() {
        NetworkingMode mode = NetworkingMode.of(CUSTOM, SECONDARY_ADDRESSES).withTrunk();
        assertEquals(2, capacity("p5.48xlarge", mode));
        assertEquals(2, capacity("hpc6id.32xlarge", mode));
    }

    @Test
    void maxEniLowersTheInterfacesBeforeThePrimaryOneIsSubtracted() {
        NetworkingMode mode = NetworkingMode.of(CUSTOM, SECONDARY_ADDRESSES);
        assertEquals(11, capacity("m5.large", mode.withMaxEni(2)));
        assertEquals(2, capacity("m5.large", mode.withMaxEni(1)));
    }

    @Test
    void maxEniNeverRaisesTheLimitOfTheType() {
        assertEquals(
                20,
                capacity(
                        "m5.large",
                        NetworkingMode.of(CUSTOM, SECONDARY_ADDRESSES).withMaxEni(15)));
    }

    @Test
    void hostNetworkPodsNeedNoAddress() {
        NetworkingMode mode = NetworkingMode.of(CUSTOM, SECONDARY_ADDRESSES);
        assertEquals(23, capacity("m5.large", mode.withHostNetworkPods(5)));
        assertEquals(18, capacity("m5.large", mode.withHostNetworkPods(0)));
    }

    private static int capacity(String type, NetworkingMode mode) {
        return new PodCapacity(Types.named(type), mode).theoretical();
    }
}
