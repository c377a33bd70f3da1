package io.eniguard.doctor;

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
                    SUBJECT, "%d of %d granted; %s".formatted(granted, tried.size(), reasons(refused)), FIX);
        } else if (!unknown.isEmpty()) {
            Gap gap = advice.gap(unknown.get(0).cause().orElseThrow());
            return Result.unknown(
                    SUBJECT,
                    "%d of %d granted; unknown for %s: %s"
                            .formatted(granted, tried.size(), actions(unknown), gap.reason()),
                    gap.fix());
        }
        return Result.ok(SUBJECT, "all %d in k8s/iam/policy.json granted".formatted(tried.size()));
    }

    /** Returns one sentence that names the refused actions, and the user once. */
    private static String reasons(List<Permission> refused) {
        Permission first = refused.get(0);
        return first.cause().map(failure -> failure.reasonFor(actions(refused))).orElse("");
    }

    private static String actions(List<Permission> permissions) {
        return NameList.of(permissions.stream().map(Permission::action).toList());
    }

    private static List<Permission> with(Answer answer, List<Permission> tried) {
        return tried.stream().filter(one -> one.answer() == answer).toList();
    }
}
