package io.eniguard.vpc;

import io.eniguard.vpc.VpcSnapshot.Held;
import io.eniguard.vpc.VpcSnapshot.Origin;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the parts of a {@link VpcSnapshot}. A part that is not set stays unknown; a part that is set is complete. */
public final class VpcSnapshotBuilder {

    final Origin origin;
    Optional<String> clusterVpcId = Optional.empty();
    final Map<Part<?>, Held<?>> parts = new HashMap<>();
    final Map<Part<?>, String> troubles = new HashMap<>();

    VpcSnapshotBuilder(Origin origin) {
        this.origin = origin;
    }

    public VpcSnapshotBuilder clusterVpcId(String id) {
        clusterVpcId = Optional.of(id);
        return this;
    }

    /** Sets a part. The value must not change any more. */
    public <T> VpcSnapshotBuilder with(Part<T> part, T value) {
        parts.put(part, new Held<>(value, origin));
        return this;
    }

    /** Sets a part that is a map. Of two members with one id the later one counts. */
    public <T extends Resource> VpcSnapshotBuilder with(Part<Map<String, T>> part, Collection<T> members) {
        Map<String, T> byId = new TreeMap<>();
        members.forEach(member -> byId.put(member.id(), member));
        return with(part, Collections.unmodifiableMap(byId));
    }

    /** Notes why a part is unknown or old. The reason continues "unknown whether …: " in a message. */
    public VpcSnapshotBuilder trouble(Part<?> part, String why) {
        troubles.put(part, why);
        return this;
    }

    /** Copies a part with its age from another snapshot, or unsets it where that snapshot does not know it. */
    public VpcSnapshotBuilder take(Part<?> part, VpcSnapshot from) {
        from.part(part).ifPresentOrElse(held -> parts.put(part, held), () -> parts.remove(part));
        return this;
    }

    public VpcSnapshot build() {
        return new VpcSnapshot(this);
    }
}
