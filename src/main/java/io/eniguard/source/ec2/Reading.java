package io.eniguard.source.ec2;

import io.eniguard.aws.FailureKind;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one reading brought.
 *
 * @param snapshot with the parts that AWS told
 * @param failures of the others; what is not a permission that is missing may go away
 */
public record Reading(VpcSnapshot snapshot, Map<Part, Failure> failures) {

    public Reading {
        failures = Collections.unmodifiableMap(new EnumMap<>(failures));
    }

    /** @param reason for a person; goes on from "unknown whether …: " in a message */
    public record Failure(FailureKind kind, String reason) {}

    /** What is known now: what this reading lacks is as it was, with its age. */
    public VpcSnapshot over(VpcSnapshot earlier) {
        if (failures.isEmpty()) {
            return snapshot;
        }
        VpcSnapshotBuilder builder = VpcSnapshot.builder(snapshot.origin());
        for (Part part : Part.values()) {
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

    /** Whether something failed that trying again soon may help: a permission that is missing stays so. */
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
