package io.eniguard.source.ec2;

import io.eniguard.vpc.Part;
import io.eniguard.vpc.VpcSnapshot;
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

    /** The reasons, each once, in the order of the parts. */
    public List<String> reasons() {
        return failures.values().stream().map(Failure::reason).distinct().toList();
    }
}
