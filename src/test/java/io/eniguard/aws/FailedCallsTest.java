package io.eniguard.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FailedCallsTest {

    @Test
    void reasonsThatDifferOnlyInTheCallAreMerged() {
        assertEquals(
                List.of("AWS answers ec2:DescribeSubnets and ec2:DescribeVpcs with 502", "cluster name unknown"),
                FailedCalls.grouped(List.of(
                        "AWS answers ec2:DescribeVpcs with 502",
                        "cluster name unknown",
                        "AWS answers ec2:DescribeSubnets with 502")));
    }

    @Test
    void threeCallsAreNamed() {
        assertEquals(
                List.of("no answer to ec2:DescribeA, ec2:DescribeB, ec2:DescribeC and 2 more in time"),
                FailedCalls.grouped(List.of(
                        "no answer to ec2:DescribeE in time",
                        "no answer to ec2:DescribeB in time",
                        "no answer to ec2:DescribeA in time",
                        "no answer to ec2:DescribeC in time",
                        "no answer to ec2:DescribeD in time")));
    }

    @Test
    void credentialsAreRejectedOnce() {
        assertEquals(
                List.of("AWS does not accept these credentials (AuthFailure)"),
                FailedCalls.grouped(List.of(
                        "AWS does not accept these credentials (AuthFailure)",
                        "AWS does not accept these credentials (UnrecognizedClientException)")));
    }

    @Test
    void refusedCallsStayApart() {
        List<String> reasons = List.of("AWS refuses ec2:DescribeVpcs to me", "AWS refuses ec2:DescribeSubnets to me");
        assertEquals(reasons, FailedCalls.grouped(reasons));
    }

    @Test
    void otherReasonsStayApart() {
        List<String> reasons =
                List.of("AWS answers ec2:DescribeVpcs with 502", "AWS answers ec2:DescribeVpcs with 500");
        assertEquals(reasons, FailedCalls.grouped(reasons));
    }
}
