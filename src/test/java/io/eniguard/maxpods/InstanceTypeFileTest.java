package io.eniguard.maxpods;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceTypeFileTest {

    @Test
    void commentsAndTheHeaderAreSkipped() throws IOException {
        assertEquals(List.of(Types.named("m5.large")), parse("""
                        # the sources of the numbers
                        instance_type,max_enis_default_card,ipv4_per_eni,network_cards,hypervisor,bare_metal,vcpus,architecture,trunk,memory_mib
                        m5.large,3,10,1,nitro,false,2,amd64,true,8192
                        """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            m5.large,3,10                         | 10 fields expected, found 3
            m5.large,3,10,1,kvm,false,2,amd64,true,8192     | nitro, xen or an empty field expected: kvm
            m5.large,3,10,1,nitro,maybe,2,amd64,true,8192   | true or false expected: maybe
            m5.large,0,10,1,nitro,false,2,amd64,true,8192   | interfaces, addresses and network cards must be 1 or more: 0, 10, 1
            m5.large,many,10,1,nitro,false,2,amd64,true,8192 | For input string: "many"
            m5large,3,10,1,nitro,false,2,amd64,true,8192    | not a family and a size, like m5.large: m5large
            m5.,3,10,1,nitro,false,2,amd64,true,8192        | not a family and a size, like m5.large: m5.
            """)
    void aWrongLineIsNamed(String line, String reason) {
        var refusal = assertThrows(IllegalStateException.class, () -> parse("# comment\n" + line + "\n"));
        assertEquals("/eniguard/instance-types.csv:2: " + reason, refusal.getMessage());
    }

    private static List<InstanceType> parse(String text) throws IOException {
        return InstanceTypeFile.parse(new BufferedReader(new StringReader(text)));
    }
}
