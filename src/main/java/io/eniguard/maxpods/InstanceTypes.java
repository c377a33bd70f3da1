package io.eniguard.maxpods;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A table of instance types. Immutable. */
public final class InstanceTypes {

    private final List<InstanceType> inOrderOfName;
    private final Map<String, InstanceType> byName;

    private InstanceTypes(Collection<InstanceType> types) {
        inOrderOfName = types.stream().sorted(comparing(InstanceType::name)).toList();
        byName = types.stream().collect(toUnmodifiableMap(InstanceType::name, Function.identity()));
    }

    /** The table that the program carries with it: 1,391 types as of August 2026. Read at the first call, then kept. */
    public static InstanceTypes builtIn() {
        return BuiltIn.TABLE;
    }

    /**
     * A table of other types, such as those that EC2 describes.
     *
     * @throws IllegalStateException when two types have the same name
     */
    public static InstanceTypes of(Collection<InstanceType> types) {
        return new InstanceTypes(types);
    }

    /** These types and others beside them; of two with one name the other one counts. */
    public InstanceTypes with(Collection<InstanceType> others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<String, InstanceType> all = new HashMap<>(byName);
        others.forEach(type -> all.put(type.name(), type));
        return new InstanceTypes(all.values());
    }

    /**
     * The type of this name; empty when the table lacks it.
     *
     * @param name exactly as EC2 spells it, in lower case
     */
    public Optional<InstanceType> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In order of name. */
    public List<InstanceType> all() {
        return inOrderOfName;
    }

    /** Names that someone who typed this one may have meant, at most three, in order; empty when none is near. */
    public List<String> namesNear(String typed) {
        return NearNames.of(
                typed, inOrderOfName.stream().map(InstanceType::name).toList());
    }

    /** Loaded with the first call of {@link #builtIn()}, by one thread, as the JVM initializes classes. */
    private static final class BuiltIn {
        static final InstanceTypes TABLE = new InstanceTypes(InstanceTypeFile.read());
    }
}
