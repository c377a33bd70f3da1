package io.eniguard.net;

import java.util.Optional;

/**
 * An availability zone, local zone or wavelength zone, identified by its name or its id.
 *
 * @param name the name, such as {@code us-west-2a}. In different AWS accounts, the same name can identify different zones
 * @param id the id, such as {@code usw2-az1}. It identifies the same zone in every account
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

    /**
     * Whether the other zone is the same as this one. Compares the ids if both zones have one, otherwise the names; empty if neither can be
     * compared.
     */
    public Optional<Boolean> isSameAs(Zone other) {
        if (id.isPresent() && other.id.isPresent()) {
            return Optional.of(id.equals(other.id));
        }
        return name.isPresent() && other.name.isPresent() ? Optional.of(name.equals(other.name)) : Optional.empty();
    }

    /** Returns the name, otherwise the id, otherwise {@code an unknown zone}. */
    @Override
    public String toString() {
        return name.or(() -> id).orElse("an unknown zone");
    }
}
