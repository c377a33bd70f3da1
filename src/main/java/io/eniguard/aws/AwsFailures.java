package io.eniguard.aws;

import io.eniguard.text.PlainText;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns exceptions of the SDK into messages for a person. */
public final class AwsFailures {

    private static final int UNAUTHORIZED = 401;

    /** EC2 API reference, "Common client errors"; EKS and STS answer with the last three. */
    private static final Set<String> DENIED =
            Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "UnauthorizedException");

    private static final Set<String> CREDENTIALS = Set.of(
            "AuthFailure",
            "Blocked",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "InvalidIdentityToken",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "OptInRequired",
            "RequestExpired",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    private static final Pattern WHO = Pattern.compile("arn:aws[a-z-]*:(?:sts|iam)::[^\\s,;]+");
    private static final int LONGEST_DETAIL = 100;

    private AwsFailures() {}

    /** @param action as IAM spells it: {@code ec2:DescribeSubnets} */
    public static CallFailedException of(String action, RuntimeException failure) {
        if (failure instanceof AwsServiceException answer) {
            return answered(action, answer);
        } else if (failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof AbortedException) {
            return new CallFailedException(FailureKind.TIMEOUT, "no answer to " + action + " in time", failure);
        } else if (failure instanceof SdkException && text(failure).startsWith("Unable to load credentials")) {
            return credentials(failure);
        } else if (failure instanceof SdkException) {
            return new CallFailedException(
                    FailureKind.ERROR, "%s failed: %s".formatted(action, detail(failure)), failure);
        }
        if (text(failure).contains("header value")) {
            // The JDK quotes the value, which is a token or a key.
            return new CallFailedException(
                    FailureKind.CREDENTIALS, "the AWS credentials hold a character that no HTTP header takes", failure);
        }
        // Whatever the readers of answers throw.
        return new CallFailedException(
                FailureKind.ERROR, "the answer to %s cannot be read: %s".formatted(action, detail(failure)), failure);
    }

    /** For an exception while clients are made, before anything is sent. */
    static CallFailedException setUp(RuntimeException failure) {
        return new CallFailedException(
                FailureKind.UNTOLD,
                "the region or an endpoint cannot be used (AWS_REGION, AWS_ENDPOINT_URL): " + detail(failure),
                failure);
    }

    /** For an exception while credentials are looked for. */
    public static CallFailedException credentials(RuntimeException failure) {
        return failure instanceof AwsServiceException answer
                // STS answered, which hands out credentials of a role.
                ? answered("sts:AssumeRoleWithWebIdentity", answer)
                : new CallFailedException(
                        FailureKind.CREDENTIALS,
                        NamedSource.complaint(text(failure))
                                .map(complaint -> "no AWS credentials by " + shortened(complaint))
                                .orElse("no AWS credentials: neither a role (Pod Identity, IRSA, instance profile) nor"
                                        + " variables nor a profile"),
                        failure);
    }

    private static CallFailedException answered(String action, AwsServiceException answer) {
        @Nullable
        String given = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        String code = given == null ? "" : given;
        if (DENIED.contains(code)) {
            Matcher who = WHO.matcher(text(answer));
            return new CallFailedException(
                    FailureKind.DENIED,
                    "AWS refuses " + action + (who.find() ? " to " + who.group() : " to eniguard's role"),
                    answer);
        } else if (CREDENTIALS.contains(code) || (code.isEmpty() && answer.statusCode() == UNAUTHORIZED)) {
            return new CallFailedException(
                    FailureKind.CREDENTIALS,
                    "AWS does not accept these credentials (%s)".formatted(code.isEmpty() ? answer.statusCode() : code),
                    answer);
        } else if (answer.isThrottlingException()) {
            return new CallFailedException(
                    FailureKind.THROTTLED, "AWS throttles %s (%s)".formatted(action, code), answer);
        }
        return new CallFailedException(
                FailureKind.ERROR,
                "AWS answers %s with %d%s"
                        .formatted(action, answer.statusCode(), code.isEmpty() ? "" : " (" + code + ")"),
                answer);
    }

    /** The message of the last cause, because those before it describe the SDK. */
    private static String detail(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        if (last instanceof UnknownHostException) {
            // The message is the name of the host alone.
            return shortened("the name cannot be resolved: " + text(last));
        }
        return shortened(text(last).isEmpty() ? last.getClass().getSimpleName() : text(last));
    }

    private static String shortened(String text) {
        return PlainText.cut(text, LONGEST_DETAIL);
    }

    private static String text(Throwable failure) {
        return List.of(String.valueOf(failure.getMessage()).split("\\s+")).stream()
                .filter(word -> !word.isEmpty() && !word.equals("null"))
                .reduce((one, other) -> one + " " + other)
                .orElse("");
    }
}
