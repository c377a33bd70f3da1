package io.eniguard.net;

import java.util.Optional;

/**
 * An availability zone, local zone or wavelength zone, by either of its two spellings.
 *
 * @param name such as {@code us-west-2a}; what it stands for differs between AWS accounts
 * @param id such as {@code usw2-az1}; the same place in every account
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

    /** Whether both are one place: by id where both ids are known, else by name; empty when neither can be compared. */
    public Optional<Boolean> isSameAs(Zone other) {
        if (id.isPresent() && other.id.isPresent()) {
            return Optional.of(id.equals(other.id));
        }
        return name.isPresent() && other.name.isPresent() ? Optional.of(name.equals(other.name)) : Optional.empty();
    }

    /** The name, else the id, else {@code an unknown zone}. */
    @Override
    public String toString() {
        return name.or(() -> id).orElse("an unknown zone");
    }
}
