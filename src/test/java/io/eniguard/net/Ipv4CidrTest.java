package io.eniguard.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4CidrTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.0/16,    10.0.255.0/24,     true
            10.0.0.0/16,    10.1.0.0/16,       false
            10.0.0.0/25,    10.0.0.128/25,     false
            10.0.0.0/15,    10.1.0.0/16,       true
            100.64.0.0/10,  100.127.255.0/24,  true
            100.64.0.0/10,  100.128.0.0/16,    false
            100.64.0.0/10,  100.63.255.0/24,   false
            172.16.0.0/12,  172.31.255.240/28, true
            172.16.0.0/12,  172.32.0.0/16,     false
            172.16.0.0/12,  172.15.255.0/24,   false
            192.168.0.0/16, 192.169.0.0/16,    false
            198.18.0.0/15,  198.19.0.0/16,     true
            10.0.0.5/32,    10.0.0.0/28,       true
            0.0.0.0/0,      255.255.255.255/32, true
            0.0.0.0/0,      0.0.0.0/0,         true
            127.255.255.255/32, 128.0.0.0/1,   false
            """)
    void overlapIsSymmetric(String one, String other, boolean overlap) {
        assertEquals(overlap, Ipv4Cidr.parse(one).overlaps(Ipv4Cidr.parse(other)));
        assertEquals(overlap, Ipv4Cidr.parse(other).overlaps(Ipv4Cidr.parse(one)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.0/8,     10.0.0.0/8,        true
            10.0.0.0/8,     10.255.255.255/32, true
            10.0.0.0/9,     10.0.0.0/8,        false
            10.0.0.0/8,     11.0.0.0/9,        false
            0.0.0.0/0,      200.1.2.0/24,      true
            200.1.2.0/24,   0.0.0.0/0,         false
            """)
    void containmentIsNotSymmetric(String one, String other, boolean contains) {
        assertEquals(contains, Ipv4Cidr.parse(one).contains(Ipv4Cidr.parse(other)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            100.64.0.0/8,       100.0.0.0/8
            100.68.0.18/18,     100.68.0.0/18
            10.0.0.5/24,        10.0.0.0/24
            255.255.255.255/0,  0.0.0.0/0
            255.255.255.255/32, 255.255.255.255/32
            """)
    void hostBitsAreCleared(String typed, String canonical) {
        assertEquals(canonical, Ipv4Cidr.parse(typed).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "10.0.0.0",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "10.0.0.0.0/8",
                "10..0.0/8",
                "010.0.0.0/8",
                "10.0.0.00/8",
                "10.0.0.256/8",
                "10.0.0.1000/8",
                "10.0.0.99999999999/8",
                "-10.0.0.0/8",
                " 10.0.0.0/8",
                "10.0.0.0/8 ",
                "10.0.0.0 /8",
                "0x0a.0.0.0/8",
                "::ffff:10.0.0.0/104",
                "2600:1f14::/56",
                "１０.0.0.0/8",
                "ten/8"
            })
    void refusesTextsThatAreNoBlocks(String typed) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Ipv4Cidr.parse(typed))
                .getMessage());
        assertTrue(message.contains("\"" + typed + "\" is not an IPv4 CIDR block: "), message);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.0/32, 1
            10.0.0.0/28, 16
            10.0.0.0/16, 65536
            0.0.0.0/0,   4294967296
            """)
    void countsItsAddresses(String block, long size) {
        assertEquals(size, Ipv4Cidr.parse(block).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/8", "128.0.0.0/1", "255.255.255.254/31"})
    void itsHalvesCoverIt(String text) {
        Ipv4Cidr block = Ipv4Cidr.parse(text);
        assertTrue(block.contains(block.lowerHalf()));
        assertTrue(block.contains(block.upperHalf()));
        assertTrue(!block.lowerHalf().overlaps(block.upperHalf()));
        assertEquals(block.size(), block.lowerHalf().size() + block.upperHalf().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 33})
    void aPrefixLengthIs0To32(int prefix) {
        assertThrows(IllegalArgumentException.class, () -> new Ipv4Cidr(0, prefix));
    }

    @ParameterizedTest
    @CsvSource({"127.255.255.255/32, 128.0.0.0/32", "9.0.0.0/8, 10.0.0.0/8", "10.0.0.0/8, 10.0.0.0/16"})
    void isOrderedByAddressAsAnUnsignedNumberAndLargerBlocksFirst(String first, String second) {
        List<Ipv4Cidr> blocks =
                Stream.of(second, first).map(Ipv4Cidr::parse).sorted().toList();
        assertEquals(List.of(Ipv4Cidr.parse(first), Ipv4Cidr.parse(second)), blocks);
    }
}
