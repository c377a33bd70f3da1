package io.eniguard.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

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

    private static String reason(Exception cause) {
        return AwsFailures.of(
                        "ec2:DescribeVpcs",
                        SdkClientException.create("Unable to execute HTTP request: " + cause.getMessage(), cause))
                .reason();
    }
}
