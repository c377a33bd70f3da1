package io.eniguard.net;

import java.util.Optional;

/**
 * An availability zone, local zone or wavelength zone, identified by its name or its id.
 *
 * @param name the name, such as {@code us-west-2a}, which stands for different zones in different AWS accounts
 * @param id the id, such as {@code usw2-az1}, which stands for the same zone in every account
 */
public record Zone(Optional<String> name, Optional<String> id) {

    public static final Zone UNKNOWN = new Zone(Optional.empty(), Optional.empty());

    public static Zone named(String name) {
        return new Zone(Optional.of(name), Optional.empty());
    }

    public static Zone of(String name, String id) {
        return new Zone(Optional.of(name), Optional.of(id));
    }

    public boolean isKnown() {
        return name.isPresent() || id.isPresent();
    }

    /** Whether both are the same zone. Compares ids if both are known, otherwise names. Empty if neither can be compared. */
    public Optional<Boolean> isSameAs(Zone other) {
        if (id.isPresent() && other.id.isPresent()) {
            return Optional.of(id.equals(other.id));
        }
        return name.isPresent() && other.name.isPresent() ? Optional.of(name.equals(other.name)) : Optional.empty();
    }

    /** Returns the name, or the id if there is no name, or {@code an unknown zone}. */
    @Override
    public String toString() {
        return name.or(() -> id).orElse("an unknown zone");
    }
}
