package io.eniguard.source.ec2;

import io.eniguard.aws.FailureKind;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of reading the whole VPC once.
 *
 * @param snapshot holds the parts that AWS returned
 * @param failures why the other parts are missing, in the order of {@link Part#all}
 */
public record Reading(VpcSnapshot snapshot, Map<Part<?>, Failure> failures) {

    public Reading {
        Map<Part<?>, Failure> inOrder = new LinkedHashMap<>();
        for (Part<?> part : Part.all()) {
            Optional.ofNullable(failures.get(part)).ifPresent(failure -> inOrder.put(part, failure));
        }
        failures = Collections.unmodifiableMap(inOrder);
    }

    /** @param reason for a person; continues "unknown whether …: " in a message */
    public record Failure(FailureKind kind, String reason) {}

    /** The facts after this reading: a part that it lacks stays as it was, with its age. */
    public VpcSnapshot over(VpcSnapshot earlier) {
        if (failures.isEmpty()) {
            return snapshot;
        }
        VpcSnapshotBuilder builder = VpcSnapshot.builder(snapshot.origin());
        for (Part<?> part : Part.all()) {
            builder.take(part, failures.containsKey(part) ? earlier : snapshot);
        }
        failures.forEach((part, failure) -> builder.trouble(part, failure.reason()));
        snapshot.clusterVpcId().or(earlier::clusterVpcId).ifPresent(builder::clusterVpcId);
        return builder.build();
    }

    /** Whether AWS asks for fewer calls. */
    public boolean isThrottled() {
        return failures.values().stream().anyMatch(failure -> failure.kind() == FailureKind.THROTTLED);
    }

    /** Whether another attempt soon may bring more. A missing permission stays missing. */
    public boolean mayGoBetter() {
        return failures.values().stream()
                        .map(Failure::kind)
                        .anyMatch(kind -> kind != FailureKind.DENIED && kind != FailureKind.UNTOLD)
                || !snapshot.knowsAnything();
    }

    /** The reasons, each once, in the order of the parts. */
    public List<String> reasons() {
        return failures.values().stream().map(Failure::reason).distinct().toList();
    }
}
