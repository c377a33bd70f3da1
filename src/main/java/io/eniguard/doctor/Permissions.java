package io.eniguard.doctor;

import io.eniguard.aws.FailureKind;
import io.eniguard.source.ec2.Permission;
import io.eniguard.source.ec2.Permission.Answer;
import java.util.List;

/** Whether the user may read the VPC. eniguard's pods have a role of their own, which {@link PodFacts} shows. */
final class Permissions {

    static final String SUBJECT = "permissions";
    static final String FIX = "grant them what k8s/iam/policy.json holds: k8s/iam/README.md";

    private Permissions() {}

    static Result judge(List<Permission> tried, Advice advice) {
        List<Permission> refused = with(Answer.REFUSED, tried);
        List<Permission> unknown = with(Answer.UNKNOWN, tried);
        if (!refused.isEmpty()) {
            return Result.problem(
                    SUBJECT, "%d of %d are missing: %s".formatted(refused.size(), tried.size(), reasons(refused)), FIX);
        } else if (!unknown.isEmpty()) {
            Permission first = unknown.get(0);
            return Result.unknown(
                    SUBJECT,
                    "%d of %d are granted; unknown are %s: %s"
                            .formatted(tried.size() - unknown.size(), tried.size(), actions(unknown), first.reason()),
                    advice.fix(first.failure().orElse(FailureKind.ERROR), first.reason()));
        }
        return Result.ok(SUBJECT, "all %d of k8s/iam/policy.json are granted".formatted(tried.size()));
    }

    /** All refused actions, and the user once. */
    private static String reasons(List<Permission> refused) {
        Permission first = refused.get(0);
        return first.reason().replace(first.action(), actions(refused));
    }

    private static String actions(List<Permission> permissions) {
        return String.join(", ", permissions.stream().map(Permission::action).toList());
    }

    private static List<Permission> with(Answer answer, List<Permission> tried) {
        return tried.stream().filter(one -> one.answer() == answer).toList();
    }
}
