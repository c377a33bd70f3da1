package io.eniguard.maxpods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceTypesTest {

    private static final InstanceTypes TYPES = InstanceTypes.builtIn();

    @Test
    void theTableHoldsEachTypeOnceInOrderOfName() {
        List<String> names = TYPES.all().stream().map(InstanceType::name).toList();
        assertEquals(1391, names.size());
        assertEquals(names.stream().distinct().sorted().toList(), names);
    }

    @Test
    void aTypeIsReadWithAllItsFields() {
        assertEquals(
                Optional.of(new InstanceType(
                        "m5.large",
                        new InterfaceLimits(3, 10, 1),
                        Hypervisor.NITRO,
                        false,
                        OptionalInt.of(2),
                        OptionalInt.of(8192),
                        Optional.of("amd64"))),
                TYPES.find("m5.large"));
        assertEquals(
                Optional.of(new InstanceType(
                        "c5a.metal",
                        new InterfaceLimits(15, 50, 1),
                        Hypervisor.NONE,
                        true,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        Optional.empty())),
                TYPES.find("c5a.metal"));
        assertEquals(32, Types.named("p5.48xlarge").limits().networkCards());
        assertEquals(Hypervisor.XEN, Types.named("t2.micro").hypervisor());
    }

    @Test
    void oneHundredAndFourTypesSupportNoTrunk() {
        List<InstanceType> without =
                TYPES.all().stream().filter(type -> !type.takesTrunk()).toList();
        assertEquals(104, without.size());
        assertEquals(
                List.of("i4i.large", "u-6tb1.112xlarge", "u-6tb1.56xlarge"),
                without.stream()
                        .filter(type -> type.hypervisor() != Hypervisor.XEN)
                        .map(InstanceType::name)
                        .filter(name -> !name.startsWith("t"))
                        .toList());
    }

    @Test
    void aTypeOutsideTheTableSupportsATrunkUnlessItsFamilyIsBurstable() {
        assertFalse(InstanceTypes.takesTrunk("t3.large"));
        assertFalse(InstanceTypes.takesTrunk("t9g.large"));
        assertTrue(InstanceTypes.takesTrunk("trn9.large"));
        assertTrue(InstanceTypes.takesTrunk("m99.large"));
    }

    @Test
    void theTableHasAsManyTypesOfEachHypervisorAsItsSource() {
        assertEquals(1150, count(Hypervisor.NITRO));
        assertEquals(80, count(Hypervisor.XEN));
        assertEquals(161, count(Hypervisor.NONE));
        assertEquals(160, TYPES.all().stream().filter(InstanceType::bareMetal).count());
    }

    private static long count(Hypervisor hypervisor) {
        return TYPES.all().stream()
                .filter(type -> type.hypervisor() == hypervisor)
                .count();
    }

    @Test
    void anUnknownNameIsNotFound() {
        assertEquals(Optional.empty(), TYPES.find("m5.enormous"));
        assertEquals(Optional.empty(), TYPES.find("M5.large"));
        assertEquals(Optional.empty(), TYPES.find(""));
    }

    @Test
    void theTableIsReadOnce() {
        assertSame(TYPES, InstanceTypes.builtIn());
    }

    @Test
    void aTableWithoutOrderIsSorted() {
        InstanceTypes some = InstanceTypes.of(List.of(Types.named("t3.small"), Types.named("m5.large")));
        assertEquals(List.of(Types.named("m5.large"), Types.named("t3.small")), some.all());
        assertThrows(
                IllegalStateException.class,
                () -> InstanceTypes.of(List.of(Types.named("m5.large"), Types.named("m5.large"))));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            m5.lagre,      m5.large
            m5large,       m5.large
            5m.large,      m5.large
            M5.Large,      m5.large
            m5.larg,       m5.large
            m5.2xl,        m5.2xlarge
            m5.xlagre,     m5.xlarge
            c7i-flexlarge, c7i-flex.large
            m5.24xl,       m5.24xlarge
            m5,            -
            t3,            -
            hello,         -
            '',            -
            """)
    void suggestsANameSimilarToAMistypedOne(String typed, @Nullable String near) {
        assertEquals(near == null ? List.of() : List.of(near), TYPES.namesNear(typed));
    }

    @Test
    void suggestsAtMostThreeNames() {
        assertEquals(List.of("c3.large", "c4.large", "c5.large"), TYPES.namesNear("c9.large"));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            m5.large,         m5,       large,      m,   5
            c7i-flex.large,   c7i-flex, large,      c,   7
            c5d.metal,        c5d,      metal,      c,   5
            c7i.metal-24xl,   c7i,      metal-24xl, c,   7
            hpc7a.12xlarge,   hpc7a,    12xlarge,   hpc, 7
            u-12tb1.metal,    u-12tb1,  metal,      u,   1
            u7in-16tb.224xlarge, u7in-16tb, 224xlarge, u, 7
            p6-b200.48xlarge, p6-b200,  48xlarge,   p,   6
            mac-m4.metal,     mac-m4,   metal,      -,   -
            """)
    void aNameIsSplitAsKarpenterSplitsIt(
            String name, String family, String size, @Nullable String category, @Nullable Integer generation) {
        InstanceType type = Types.named(name);
        assertEquals(family, type.family());
        assertEquals(size, type.size());
        assertEquals(Optional.ofNullable(category), type.category());
        assertEquals(generation == null ? OptionalInt.empty() : OptionalInt.of(generation), type.generation());
    }

    @Test
    void prefixesAreForNitroAndBareMetal() {
        assertTrue(Types.named("m5.large").takesPrefixes());
        assertTrue(Types.named("m5.metal").takesPrefixes());
        assertTrue(Types.named("c7g.metal").takesPrefixes());
        assertFalse(Types.named("t2.micro").takesPrefixes());
        assertFalse(Types.named("cr1.8xlarge").takesPrefixes());
    }
}
