package io.eniguard.aws;

import io.eniguard.text.NameList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Merges failures that differ only in the name of the call. */
public final class FailedCalls {

    private FailedCalls() {}

    /**
     * Returns the failures in order. Failures with the same reason become one failure that lists their calls, such as {@code AWS answers
     * ec2:DescribeSubnets, ec2:DescribeVpcs, ec2:DescribeZones and 3 more with 502}. Missing permissions are not merged, because each
     * permission has to be granted. Failures of the kind {@link FailureKind#CREDENTIALS} are merged even if their reasons differ.
     */
    public static List<CallFailure> grouped(Collection<CallFailure> failures) {
        Map<String, CallFailure> first = new LinkedHashMap<>();
        Map<String, TreeSet<String>> actions = new LinkedHashMap<>();
        for (CallFailure failure : failures) {
            String group = group(failure);
            first.putIfAbsent(group, failure);
            failure.action()
                    .ifPresent(action -> actions.computeIfAbsent(group, key -> new TreeSet<>())
                            .add(action));
        }
        return first.entrySet().stream()
                .map(one -> merged(one.getValue(), actions.getOrDefault(one.getKey(), new TreeSet<>())))
                .toList();
    }

    private static String group(CallFailure failure) {
        return switch (failure.kind()) {
            // The services use different error codes for rejected credentials, so the reasons are not compared.
            case CREDENTIALS -> failure.kind().name();
            case DENIED -> failure.reason();
            case SETTINGS, ACCOUNT, THROTTLED, TIMEOUT, ERROR -> failure.reasonFor("\0");
        };
    }

    private static CallFailure merged(CallFailure first, Collection<String> actions) {
        return actions.size() < 2
                ? first
                : new CallFailure(
                        first.kind(),
                        first.reasonFor(NameList.of(actions)),
                        Optional.empty(),
                        first.code(),
                        first.setting());
    }
}
