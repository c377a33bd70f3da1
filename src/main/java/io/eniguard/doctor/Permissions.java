package io.eniguard.doctor;

import io.eniguard.aws.FailureKind;
import io.eniguard.source.ec2.Permission;
import io.eniguard.source.ec2.Permission.Answer;
import io.eniguard.text.NameList;
import java.util.List;

/** Judges whether the user may read the VPC. eniguard's pods have another role, whose missing permissions {@link PodFacts} shows. */
final class Permissions {

    static final String SUBJECT = "permissions";
    static final String FIX = "grant the permissions in k8s/iam/policy.json: see k8s/iam/README.md";

    private Permissions() {}

    static Result judge(List<Permission> tried, Advice advice) {
        List<Permission> refused = with(Answer.REFUSED, tried);
        List<Permission> unknown = with(Answer.UNKNOWN, tried);
        int granted = tried.size() - refused.size() - unknown.size();
        if (!refused.isEmpty()) {
            return Result.problem(
                    SUBJECT,
                    "%d of %d granted; AWS refuses %s%s"
                            .formatted(granted, tried.size(), actions(refused), who(refused.get(0))),
                    FIX);
        } else if (!unknown.isEmpty()) {
            Permission first = unknown.get(0);
            return Result.unknown(
                    SUBJECT,
                    "%d of %d granted; unknown for %s: %s"
                            .formatted(granted, tried.size(), actions(unknown), first.reason()),
                    advice.fix(first.failure().orElse(FailureKind.ERROR), first.reason()));
        }
        return Result.ok(SUBJECT, "all %d in k8s/iam/policy.json granted".formatted(tried.size()));
    }

    /** Returns the end of AWS' answer, which names the user; empty if the answer has another form. */
    private static String who(Permission refused) {
        int end = refused.reason().lastIndexOf(refused.action() + " to ");
        return end < 0 ? "" : refused.reason().substring(end + refused.action().length());
    }

    private static String actions(List<Permission> permissions) {
        return NameList.of(permissions.stream().map(Permission::action).toList());
    }

    private static List<Permission> with(Answer answer, List<Permission> tried) {
        return tried.stream().filter(one -> one.answer() == answer).toList();
    }
}
