package io.eniguard.vpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PartTest {

    @Test
    void eachConstantIsAmongAllParts() throws IllegalAccessException {
        Set<Object> constants = new HashSet<>();
        for (var field : Arrays.asList(Part.class.getFields())) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType().equals(Part.class)) {
                constants.add(field.get(null));
            }
        }
        assertEquals(constants, new HashSet<>(Part.all()));
        assertEquals(constants.size(), Part.all().size());
    }
}
