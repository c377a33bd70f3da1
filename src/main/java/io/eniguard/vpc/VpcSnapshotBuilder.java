package io.eniguard.vpc;

import io.eniguard.vpc.VpcSnapshot.Origin;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the parts of a {@link VpcSnapshot}. A part that is not set is unknown, and a part that is set is complete. */
public final class VpcSnapshotBuilder {

    final Origin origin;
    Optional<String> clusterVpcId = Optional.empty();
    final SnapshotParts parts;

    VpcSnapshotBuilder(Origin origin) {
        this(origin, new SnapshotParts());
    }

    VpcSnapshotBuilder(Origin origin, SnapshotParts parts) {
        this.origin = origin;
        this.parts = parts;
    }

    public VpcSnapshotBuilder clusterVpcId(String id) {
        clusterVpcId = Optional.of(id);
        return this;
    }

    /** Sets a part. The value must not be changed afterwards. */
    public <T> VpcSnapshotBuilder with(Part<T> part, T value) {
        parts.set(part, value, origin);
        return this;
    }

    /** Sets a part that is a map. If two members have the same id, the later one is kept. */
    public <T extends Resource> VpcSnapshotBuilder with(Part<Map<String, T>> part, Collection<T> members) {
        Map<String, T> byId = new TreeMap<>();
        members.forEach(member -> byId.put(member.id(), member));
        return with(part, Collections.unmodifiableMap(byId));
    }

    /** Records why a part is unknown or old. The reason must be able to follow "unknown whether …: " in a message. */
    public VpcSnapshotBuilder trouble(Part<?> part, String why) {
        parts.setTrouble(part, why);
        return this;
    }

    /** Copies the value and the origin of a part from another snapshot. The part becomes unknown if it is unknown in that snapshot. */
    public VpcSnapshotBuilder take(Part<?> part, VpcSnapshot from) {
        parts.take(part, from.parts());
        return this;
    }

    public VpcSnapshot build() {
        return new VpcSnapshot(this);
    }
}
