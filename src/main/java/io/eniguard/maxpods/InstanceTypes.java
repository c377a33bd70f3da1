package io.eniguard.maxpods;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.eniguard.text.NearNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** An immutable table of instance types. */
public final class InstanceTypes {

    private static final Pattern BURSTABLE = Pattern.compile("t[0-9]");

    private final List<InstanceType> inOrderOfName;
    private final Map<String, InstanceType> byName;

    private InstanceTypes(Collection<InstanceType> types) {
        inOrderOfName = types.stream().sorted(comparing(InstanceType::name)).toList();
        byName = types.stream().collect(toUnmodifiableMap(InstanceType::name, Function.identity()));
    }

    /** Returns the built-in table of 1,391 types, as of August 2026. The first call reads the table from a file. */
    public static InstanceTypes builtIn() {
        return BuiltIn.TABLE;
    }

    /**
     * Returns a table of the given types, such as the answer of EC2.
     *
     * @throws IllegalStateException if two types have the same name
     */
    public static InstanceTypes of(Collection<InstanceType> types) {
        return new InstanceTypes(types);
    }

    /**
     * Returns a table with the types of this table and the given types. A given type replaces the type of this table with the same name.
     */
    public InstanceTypes with(Collection<InstanceType> others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<String, InstanceType> all = new HashMap<>(byName);
        others.forEach(type -> all.put(type.name(), type));
        return new InstanceTypes(all.values());
    }

    /**
     * Returns the type with this name; empty if it is not in the table.
     *
     * @param name the name exactly as EC2 spells it, in lower case
     */
    public Optional<InstanceType> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * Returns whether the CNI keeps one interface of the type for the trunk of pod ENIs. EC2's description of the type does not contain
     * this fact. For a type that is not in the built-in table, the result is false if the type is in one of the burstable families, such as
     * {@code t3}, none of which supports a trunk (EKS user guide, "Assign security groups to individual Pods").
     *
     * @param name the name exactly as EC2 spells it
     */
    public static boolean takesTrunk(String name) {
        return builtIn()
                .find(name)
                .map(InstanceType::takesTrunk)
                .orElseGet(() -> !BURSTABLE.matcher(name).lookingAt());
    }

    /** Returns all types in order of name. */
    public List<InstanceType> all() {
        return inOrderOfName;
    }

    /** Returns up to three names that are similar to the typed name, in order of name; empty if none is similar. */
    public List<String> namesNear(String typed) {
        return NearNames.of(
                typed, inOrderOfName.stream().map(InstanceType::name).toList());
    }

    /** Holds the built-in table. The JVM initializes this class only once, at the first call of {@link #builtIn()}. */
    private static final class BuiltIn {
        static final InstanceTypes TABLE = new InstanceTypes(InstanceTypeFile.read());
    }
}
