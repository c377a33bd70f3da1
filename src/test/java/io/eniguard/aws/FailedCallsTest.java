package io.eniguard.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailedCallsTest {

    @Test
    void failuresThatDifferOnlyInTheCallAreMerged() {
        List<CallFailure> grouped = FailedCalls.grouped(List.of(
                answered("ec2:DescribeVpcs", 502),
                MissingSetting.CLUSTER_NAME.exception().failure(),
                answered("ec2:DescribeSubnets", 502)));

        assertEquals(
                List.of("AWS answers ec2:DescribeSubnets and ec2:DescribeVpcs with 502", "cluster name unknown"),
                reasons(grouped));
        assertEquals(
                List.of(Optional.empty(), Optional.of(MissingSetting.CLUSTER_NAME)),
                grouped.stream().map(CallFailure::setting).toList());
    }

    @Test
    void threeCallsAreNamed() {
        assertEquals(
                List.of("no answer to ec2:DescribeA, ec2:DescribeB, ec2:DescribeC and 2 more in time"),
                reasons(FailedCalls.grouped(Stream.of("E", "B", "A", "C", "D")
                        .map("ec2:Describe"::concat)
                        .map(action ->
                                CallFailure.of(FailureKind.TIMEOUT, action, "no answer to " + action + " in time"))
                        .toList())));
    }

    @Test
    void rejectedCredentialsAreReportedOnce() {
        assertEquals(
                List.of("AWS does not accept these credentials (AuthFailure)"),
                reasons(FailedCalls.grouped(Stream.of("AuthFailure", "UnrecognizedClientException")
                        .map(code -> CallFailure.of(
                                FailureKind.CREDENTIALS, "AWS does not accept these credentials (" + code + ")"))
                        .toList())));
    }

    @Test
    void missingPermissionsStayApart() {
        List<CallFailure> failures = List.of(refused("ec2:DescribeVpcs"), refused("ec2:DescribeSubnets"));
        assertEquals(failures, FailedCalls.grouped(failures));
    }

    @Test
    void otherFailuresStayApart() {
        List<CallFailure> failures = List.of(answered("ec2:DescribeVpcs", 502), answered("ec2:DescribeVpcs", 500));
        assertEquals(failures, FailedCalls.grouped(failures));
    }

    private static CallFailure refused(String action) {
        return CallFailure.of(FailureKind.DENIED, action, "AWS refuses " + action + " to me");
    }

    private static CallFailure answered(String action, int status) {
        return CallFailure.of(FailureKind.ERROR, action, "AWS answers %s with %d".formatted(action, status));
    }

    private static List<String> reasons(List<CallFailure> failures) {
        return failures.stream().map(CallFailure::reason).toList();
    }
}
