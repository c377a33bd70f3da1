package io.eniguard.doctor;

import io.eniguard.aws.CallFailure;
import io.eniguard.aws.FailureKind;
import io.eniguard.aws.MissingSetting;
import io.eniguard.kube.KubeApi.Answer;
import io.eniguard.kube.NoAnswerException;
import io.eniguard.source.kube.ListedObjects;

/** Suggests a fix for each failure. The suggested commands repeat the options of this run. */
final class Advice {

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;

    private static final String RIGHTS = "k8s/README.md lists all rights";

    private final ExaminationRequest request;

    Advice(ExaminationRequest request) {
        this.request = request;
    }

    /** Returns the command that lists each finding about the cluster. */
    String checkCommand() {
        return "./eniguard check --cluster kube --vpc ec2" + request.options().ofCheck();
    }

    /** Returns the command of this run with one more option. */
    String doctorCommand(String option) {
        return "./eniguard doctor%s %s".formatted(request.options().ofDoctor(), option);
    }

    Gap gap(CallFailure failure) {
        return new Gap(cause(failure.kind()), failure.reason(), fix(failure));
    }

    private static Gap.Cause cause(FailureKind kind) {
        return switch (kind) {
            case CREDENTIALS -> Gap.Cause.CREDENTIALS;
            case DENIED -> Gap.Cause.FORBIDDEN;
            case SETTINGS -> Gap.Cause.NOT_ASKED;
            case ACCOUNT, THROTTLED, TIMEOUT, ERROR -> Gap.Cause.UNANSWERED;
        };
    }

    private String fix(CallFailure failure) {
        return switch (failure.kind()) {
            case SETTINGS ->
                failure.setting()
                        .map(MissingSetting::fix)
                        .orElse("correct AWS_REGION, AWS_ENDPOINT_URL or the AWS profile");
            case CREDENTIALS -> "log in again (aws sso login) or set AWS_PROFILE, then try aws sts get-caller-identity";
            case ACCOUNT -> "check in the AWS console that the account is active and has the region enabled";
            case DENIED -> Permissions.FIX;
            case THROTTLED ->
                "try again in a minute, because other programs make too many calls to AWS in this account";
            case TIMEOUT -> Gap.moreTime(request.limit());
            case ERROR -> "check the network path to AWS (proxy, VPC endpoints, AWS_ENDPOINT_URL) and try again";
        };
    }

    Gap gap(NoAnswerException failure) {
        String reason = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case NO_ADDRESS ->
                new Gap(Gap.Cause.NOT_ASKED, reason, "point KUBECONFIG at the cluster: " + updateKubeconfig());
            case KUBECONFIG -> Gap.unanswered(reason, "repair or recreate the kubeconfig: " + updateKubeconfig());
            case TIMEOUT -> Gap.unanswered(reason, Gap.moreTime(request.limit()));
            case TLS -> Gap.unanswered(reason, "recreate the kubeconfig: " + updateKubeconfig());
            case CONNECTION ->
                Gap.unanswered(
                        reason,
                        "start the API server, check the network to it, or recreate the kubeconfig: "
                                + updateKubeconfig());
        };
    }

    /**
     * Returns the gap for an error answer from the API server.
     *
     * @param right the right that the request needs, such as {@code get on pods}
     */
    Gap gap(Answer answer, String right) {
        return switch (answer.status()) {
            case UNAUTHORIZED -> Gap.unanswered(answer.reason(), "log in to the cluster again: " + updateKubeconfig());
            case FORBIDDEN -> forbidden(answer.reason(), right);
            default ->
                Gap.unanswered(answer.reason(), "try again; if the error persists, look at the API server's log");
        };
    }

    Gap gap(ListedObjects.Failure failure) {
        return failure.isForbidden()
                ? forbidden(failure.reason(), "list on " + failure.resource())
                : Gap.unanswered(failure.reason(), "try again, or " + Gap.moreTime(request.limit()));
    }

    static Gap forbidden(String reason, String right) {
        return new Gap(Gap.Cause.FORBIDDEN, reason, "give the user of the kubeconfig %s; %s".formatted(right, RIGHTS));
    }

    String updateKubeconfig() {
        return "aws eks update-kubeconfig --name %s%s"
                .formatted(
                        request.ec2().clusterName().orElse("NAME"),
                        request.ec2().region().map(" --region "::concat).orElse(""));
    }
}
