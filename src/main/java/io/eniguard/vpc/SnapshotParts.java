package io.eniguard.vpc;

import io.eniguard.vpc.VpcSnapshot.Origin;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The value, the origin and the trouble of each part of a snapshot. Instances are not safe for use by several threads while they change.
 */
final class SnapshotParts {

    private final Map<Part<?>, Entry<?>> entries;

    SnapshotParts() {
        this(new HashMap<>());
    }

    private SnapshotParts(Map<Part<?>, Entry<?>> entries) {
        this.entries = entries;
    }

    /**
     * @param known the value with its origin; empty while the part is unknown
     * @param trouble the reason why the part is unknown or old
     */
    private record Entry<T>(Optional<Known<T>> known, Optional<String> trouble) {}

    private record Known<T>(T value, Origin origin) {}

    SnapshotParts copy() {
        return new SnapshotParts(new HashMap<>(entries));
    }

    @SuppressWarnings("unchecked") // The methods of this class put only entries with the part's own type into the map.
    private <T> Entry<T> entry(Part<T> part) {
        @Nullable Entry<?> entry = entries.get(part);
        return entry == null ? new Entry<>(Optional.empty(), Optional.empty()) : (Entry<T>) entry;
    }

    <T> void set(Part<T> part, T value, Origin origin) {
        entries.put(
                part,
                new Entry<>(Optional.of(new Known<>(value, origin)), entry(part).trouble()));
    }

    <T> void setTrouble(Part<T> part, String why) {
        entries.put(part, new Entry<>(entry(part).known(), Optional.of(why)));
    }

    /** Copies the value and the origin of a part from another object. The part becomes unknown if it is unknown in that object. */
    <T> void take(Part<T> part, SnapshotParts from) {
        entries.put(part, new Entry<>(from.entry(part).known(), entry(part).trouble()));
    }

    /**
     * Adds members of a part that were found later, and keeps the origin of the part. The part does not change if it is unknown in either
     * object.
     */
    <T> void add(Part<T> part, SnapshotParts found) {
        entry(part)
                .known()
                .ifPresent(before -> found.value(part)
                        .ifPresent(added -> set(part, part.with(before.value(), added), before.origin())));
    }

    <T> Optional<T> value(Part<T> part) {
        return entry(part).known().map(Known::value);
    }

    Optional<Origin> origin(Part<?> part) {
        return entry(part).known().map(Known::origin);
    }

    Optional<String> trouble(Part<?> part) {
        return entry(part).trouble();
    }

    boolean isEmpty() {
        return origins().findAny().isEmpty();
    }

    /** Returns the date of the oldest known part, or empty if no part has a date. */
    Optional<Instant> oldest() {
        return origins().flatMap(origin -> origin.asOf().stream()).min(Comparator.naturalOrder());
    }

    private Stream<Origin> origins() {
        return entries.keySet().stream().flatMap(part -> origin(part).stream());
    }
}
