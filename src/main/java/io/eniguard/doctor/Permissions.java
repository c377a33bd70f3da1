package io.eniguard.doctor;

import io.eniguard.aws.CallFailure;
import io.eniguard.source.ec2.Permission;
import io.eniguard.source.ec2.Permission.Answer;
import io.eniguard.text.NameList;
import java.util.List;
import java.util.Optional;

/**
 * Judges whether the user may read the VPC. eniguard's pods have another role. {@link PodFacts} shows the missing permissions of that role.
 */
final class Permissions {

    static final String SUBJECT = "permissions";
    static final String FIX = "grant the permissions in k8s/iam/policy.json: see k8s/iam/README.md";

    private Permissions() {}

    static Result judge(List<Permission> tried, Advice advice) {
        List<Permission> refused = with(Answer.REFUSED, tried);
        List<Permission> unknown = with(Answer.UNKNOWN, tried);
        String granted = "%d of %d granted".formatted(tried.size() - refused.size() - unknown.size(), tried.size());
        // One cause is enough for the message. All refusals concern the same user, and the first unknown permission is
        // an example of the others.
        return firstCause(refused)
                .map(failure -> Result.problem(SUBJECT, granted + "; " + failure.reasonFor(actions(refused)), FIX))
                .or(() -> firstCause(unknown)
                        .map(advice::gap)
                        .map(gap -> Result.unknown(
                                SUBJECT,
                                "%s; unknown for %s: %s".formatted(granted, actions(unknown), gap.reason()),
                                gap.fix())))
                .orElseGet(() -> Result.ok(SUBJECT, "all %d in k8s/iam/policy.json granted".formatted(tried.size())));
    }

    private static Optional<CallFailure> firstCause(List<Permission> permissions) {
        return permissions.stream()
                .flatMap(permission -> permission.cause().stream())
                .findFirst();
    }

    private static String actions(List<Permission> permissions) {
        return NameList.of(permissions.stream().map(Permission::action).toList());
    }

    private static List<Permission> with(Answer answer, List<Permission> tried) {
        return tried.stream().filter(one -> one.answer() == answer).toList();
    }
}
