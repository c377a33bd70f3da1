package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailure;
import io.eniguard.aws.FailureKind;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The result of reading the whole VPC once.
 *
 * @param snapshot the parts that AWS returned
 * @param failures the reasons why the other parts are missing, in the order of {@link Part#all}
 */
public record Reading(VpcSnapshot snapshot, Map<Part<?>, CallFailure> failures) {

    private static final Set<FailureKind> LASTING =
            Set.of(FailureKind.DENIED, FailureKind.SETTINGS, FailureKind.ACCOUNT);

    public Reading {
        Map<Part<?>, CallFailure> inOrder = new LinkedHashMap<>();
        for (Part<?> part : Part.all()) {
            Optional.ofNullable(failures.get(part)).ifPresent(failure -> inOrder.put(part, failure));
        }
        failures = Collections.unmodifiableMap(inOrder);
    }

    /**
     * Returns the facts of this reading, completed by earlier facts. A part that this reading failed to read keeps its earlier value and
     * age.
     */
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

    /** Returns whether AWS throttled a call. */
    public boolean isThrottled() {
        return failures.values().stream().anyMatch(failure -> failure.kind() == FailureKind.THROTTLED);
    }

    /**
     * Returns whether another attempt after a few seconds may read more parts. For example, another attempt is useless if only permissions
     * are missing.
     */
    public boolean isWorthRepeating() {
        return failures.values().stream().map(CallFailure::kind).anyMatch(kind -> !LASTING.contains(kind))
                || !snapshot.knowsAnything();
    }

    /** Returns the distinct reasons of the failures, in the order of the parts. */
    public List<String> reasons() {
        return failures.values().stream().map(CallFailure::reason).distinct().toList();
    }
}
