package io.eniguard.kube;

import io.eniguard.tree.Tree;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of a {@code Lease} of {@code coordination.k8s.io/v1} that matters for the choice of a leader.
 *
 * @param holder the process that holds the lease; empty if the lease was given back
 * @param duration the time after which others may take the lease if it does not change
 * @param acquired the time at which the holder took the lease, by the holder's clock
 * @param renewed the time of the last renewal, by the holder's clock
 * @param transitions how often the lease has passed to another holder
 * @param resourceVersion the version that was read; empty for a new lease
 */
public record Lease(
        String holder, Duration duration, String acquired, String renewed, long transitions, String resourceVersion) {

    /** The format of {@code MicroTime}. */
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** Returns a new lease of the holder. */
    public static Lease first(String holder, Duration duration, Instant now) {
        String time = microTime(now);
        return new Lease(holder, duration, time, time, 0, "");
    }

    static Lease of(Tree object) {
        Tree spec = object.at("spec");
        return new Lease(
                spec.text("holderIdentity").orElse(""),
                Duration.ofSeconds(spec.integer("leaseDurationSeconds").orElse(0L)),
                spec.text("acquireTime").orElse(""),
                spec.text("renewTime").orElse(""),
                spec.integer("leaseTransitions").orElse(0L),
                object.text("metadata", "resourceVersion").orElse(""));
    }

    /** Returns the same lease, renewed by its holder or taken by another process. */
    public Lease heldBy(String process, Duration time, Instant now) {
        boolean isSame = holder.equals(process);
        String renewal = microTime(now);
        return new Lease(
                process,
                time,
                isSame ? acquired : renewal,
                renewal,
                isSame || holder.isEmpty() ? transitions : transitions + 1,
                resourceVersion);
    }

    /** Returns the same lease without a holder, so that another process can take it at once. */
    public Lease givenBack(Instant now) {
        return new Lease("", Duration.ofSeconds(1), acquired, microTime(now), transitions, resourceVersion);
    }

    /** Returns whether somebody holds the lease. */
    public boolean isHeld() {
        return !holder.isEmpty();
    }

    Tree object(String namespace, String name) {
        Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        metadata.put("namespace", namespace);
        metadata.put("labels", Map.of("app.kubernetes.io/name", "eniguard"));
        if (!resourceVersion.isEmpty()) {
            metadata.put("resourceVersion", resourceVersion);
        }
        Map<String, @Nullable Object> spec = new LinkedHashMap<>();
        spec.put("holderIdentity", holder);
        spec.put("leaseDurationSeconds", duration.toSeconds());
        if (!acquired.isEmpty()) {
            spec.put("acquireTime", acquired);
        }
        spec.put("renewTime", renewed);
        spec.put("leaseTransitions", transitions);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "coordination.k8s.io/v1");
        object.put("kind", "Lease");
        object.put("metadata", metadata);
        object.put("spec", spec);
        return new Tree(object);
    }

    static String microTime(Instant time) {
        return MICROSECONDS.format(time.truncatedTo(ChronoUnit.MICROS));
    }
}
