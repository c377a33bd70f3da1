package io.eniguard.aws;

import io.eniguard.text.PlainText;
import io.eniguard.text.RootCause;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Converts exceptions of the SDK to failures with a human-readable reason. */
final class AwsFailures {

    private static final int UNAUTHORIZED = 401;

    /** The error codes for a missing permission, from "Common client errors" in the EC2 API reference. EKS and STS use the last three. */
    private static final Set<String> DENIED =
            Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "UnauthorizedException");

    private static final Set<String> CREDENTIALS = Set.of(
            "AuthFailure",
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "InvalidIdentityToken",
            "InvalidSignatureException",
            "MissingAuthenticationToken",
            "RequestExpired",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    /**
     * The error codes for a restricted account, from "Common client errors" in the EC2 API reference. STS uses the last one in a region
     * that the account has turned off.
     */
    private static final Set<String> ACCOUNT =
            Set.of("Blocked", "OptInRequired", "PendingVerification", "RegionDisabledException");

    private static final Pattern CALLER = Pattern.compile("arn:aws[a-z-]*:(?:sts|iam)::[^\\s,;]+");
    private static final int LONGEST_DETAIL = 100;

    private AwsFailures() {}

    /**
     * Converts an exception that a call threw.
     *
     * @param action the action as IAM spells it, such as {@code ec2:DescribeSubnets}
     */
    static CallFailedException of(String action, RuntimeException failure) {
        if (failure instanceof AwsServiceException answer) {
            return answered(action, answer);
        } else if (failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || failure instanceof AbortedException) {
            return failed(FailureKind.TIMEOUT, action, "no answer to " + action + " in time", failure);
        } else if (failure instanceof SdkException && text(failure).startsWith("Unable to load credentials")) {
            return credentials(failure);
        } else if (failure instanceof SdkException) {
            return failed(FailureKind.ERROR, action, "%s failed: %s".formatted(action, detail(failure)), failure);
        } else if (text(failure).contains("header value")) {
            // The JDK's message is not shown, because it quotes the header value, which is a token or a key.
            return new CallFailedException(
                    FailureKind.CREDENTIALS,
                    "the AWS credentials contain a character that HTTP headers must not contain",
                    failure);
        }
        return unusable(action, failure);
    }

    /** Converts an exception that was thrown while an answer was read. */
    static CallFailedException unusable(String action, RuntimeException failure) {
        String detail = text(failure).isEmpty() ? failure.getClass().getSimpleName() : text(failure);
        return failed(
                FailureKind.ERROR,
                action,
                "the answer to %s is unusable: %s".formatted(action, PlainText.cut(detail, LONGEST_DETAIL)),
                failure);
    }

    /** Converts an exception that was thrown while clients were created, before any request was sent. */
    static CallFailedException setUp(RuntimeException failure) {
        return new CallFailedException(
                FailureKind.SETTINGS,
                "the AWS region or an endpoint is invalid (AWS_REGION, AWS_ENDPOINT_URL): " + detail(failure),
                failure);
    }

    /** Converts an exception that was thrown while credentials were resolved. */
    static CallFailedException credentials(RuntimeException failure) {
        return failure instanceof AwsServiceException answer
                // Only STS sends error answers while credentials are resolved, because it issues the credentials of a
                // role.
                ? answered("sts:AssumeRoleWithWebIdentity", answer)
                : new CallFailedException(
                        FailureKind.CREDENTIALS,
                        NamedSource.complaint(text(failure))
                                .map(complaint -> "no AWS credentials from " + PlainText.cut(complaint, LONGEST_DETAIL))
                                .orElse("no AWS credentials: neither a role (Pod Identity, IRSA, instance profile) nor"
                                        + " variables nor a profile"),
                        failure);
    }

    private static CallFailedException answered(String action, AwsServiceException answer) {
        String code = Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse("");
        String shown = code.isEmpty() ? String.valueOf(answer.statusCode()) : code;
        if (DENIED.contains(code)) {
            Matcher caller = CALLER.matcher(text(answer));
            return failed(
                    FailureKind.DENIED,
                    action,
                    "AWS refuses %s to %s".formatted(action, caller.find() ? caller.group() : "eniguard's role"),
                    code,
                    answer);
        } else if (CREDENTIALS.contains(code) || (code.isEmpty() && answer.statusCode() == UNAUTHORIZED)) {
            return failed(
                    FailureKind.CREDENTIALS,
                    action,
                    "AWS does not accept these credentials (%s)".formatted(shown),
                    code,
                    answer);
        } else if (ACCOUNT.contains(code)) {
            return failed(
                    FailureKind.ACCOUNT,
                    action,
                    "AWS does not allow %s in this account and region (%s)".formatted(action, code),
                    code,
                    answer);
        } else if (answer.isThrottlingException()) {
            return failed(
                    FailureKind.THROTTLED, action, "AWS throttles %s (%s)".formatted(action, shown), code, answer);
        }
        return failed(
                FailureKind.ERROR,
                action,
                "AWS answers %s with %d%s"
                        .formatted(action, answer.statusCode(), code.isEmpty() ? "" : " (" + code + ")"),
                code,
                answer);
    }

    private static CallFailedException failed(FailureKind kind, String action, String reason, RuntimeException cause) {
        return new CallFailedException(CallFailure.of(kind, action, reason), cause);
    }

    private static CallFailedException failed(
            FailureKind kind, String action, String reason, String code, RuntimeException cause) {
        CallFailure failure = CallFailure.of(kind, action, reason);
        return new CallFailedException(code.isEmpty() ? failure : failure.withCode(code), cause);
    }

    /**
     * The JDK's messages about broken connections. The message depends on the moment at which the connection breaks, so parallel calls
     * would fail for different reasons if the messages were shown.
     */
    private static final Set<String> BROKEN =
            Set.of("Connection reset", "Connection reset by peer", "Broken pipe", "Unexpected end of file from server");

    /** Returns the message of the root cause. The messages of the other exceptions only describe the SDK. */
    private static String detail(Throwable failure) {
        Throwable last = RootCause.of(failure);
        if (last instanceof SocketException && BROKEN.contains(text(last))) {
            return "the connection broke before the answer was complete";
        }
        String message = text(last).isEmpty() ? last.getClass().getSimpleName() : text(last);
        // The message of an UnknownHostException contains only the host.
        String host = last instanceof UnknownHostException ? "the name cannot be resolved: " : "";
        return PlainText.cut(host + message, LONGEST_DETAIL);
    }

    /** Returns the message on one line, without the word "null". The SDK writes "null" for details that AWS did not send. */
    private static String text(Throwable failure) {
        return Stream.of(String.valueOf(failure.getMessage()).split("\\s+"))
                .filter(word -> !word.isEmpty() && !word.equals("null"))
                .collect(Collectors.joining(" "));
    }
}
