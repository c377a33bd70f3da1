package io.eniguard.source.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.vpc.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class VpcKeyTest {

    @Test
    void eachPartHasOneKey() {
        for (Part<?> part : Part.all()) {
            assertEquals(
                    1,
                    VpcKey.ALL.stream().filter(key -> key.part().equals(part)).count(),
                    part::words);
        }
        assertEquals(Part.all().size(), VpcKey.ALL.size());
    }

    @Test
    void theyAreInOrderOfName() {
        List<String> names = VpcKey.ALL.stream().map(VpcKey::name).toList();
        assertEquals(names.stream().sorted().toList(), names);
    }
}
