package io.eniguard.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

class AwsFailuresTest {

    @Test
    void anUnresolvableNameIsReported() {
        assertEquals(
                "ec2:DescribeVpcs failed: the name cannot be resolved: ec2.cn-north-1.amazonaws.com.cn",
                reason(new UnknownHostException("ec2.cn-north-1.amazonaws.com.cn")));
    }

    @Test
    void otherFailuresAreReportedByTheirLastCause() {
        assertEquals("ec2:DescribeVpcs failed: Connection refused", reason(new ConnectException("Connection refused")));
    }

    /** Parallel calls over broken connections must have the same reason, so that they share one line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection reset",
                "Connection reset by peer",
                "Broken pipe",
                "Unexpected end of file from server"
            })
    void brokenConnectionsHaveOneReason(String message) {
        assertEquals(
                "ec2:DescribeVpcs failed: the connection broke before the answer was complete",
                reason(new SocketException(message)));
    }

    /** Neither a permission nor other credentials would solve the problem. */
    @ParameterizedTest
    @ValueSource(strings = {"OptInRequired", "Blocked", "PendingVerification"})
    void anAccountThatMustNotUseTheServiceDoesNotNeedOtherCredentials(String code) {
        CallFailedException failure = AwsFailures.of(
                "ec2:DescribeVpcs",
                Ec2Exception.builder()
                        .statusCode(401)
                        .awsErrorDetails(
                                AwsErrorDetails.builder().errorCode(code).build())
                        .build());
        assertEquals(FailureKind.ACCOUNT, failure.kind());
        assertEquals(
                "AWS does not allow ec2:DescribeVpcs in this account and region (%s)".formatted(code),
                failure.reason());
    }

    private static String reason(Exception cause) {
        return AwsFailures.of(
                        "ec2:DescribeVpcs",
                        SdkClientException.create("Unable to execute HTTP request: " + cause.getMessage(), cause))
                .reason();
    }
}
