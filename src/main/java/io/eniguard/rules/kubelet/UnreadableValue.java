package io.eniguard.rules.kubelet;

import static io.eniguard.policy.Action.AUDIT;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.KubeletConfigMap.Broken;
import io.eniguard.policy.Action;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.text.PlainText;
import io.eniguard.world.Fact.Missing;

/** Creates the finding about a ConfigMap value that seems to contain a kubelet configuration but cannot be read. */
final class UnreadableValue {

    private static final int ROOM_FOR_A_REASON = 80;

    private UnreadableValue() {}

    static Finding finding(Broken value) {
        String reason = PlainText.cut(value.reason(), ROOM_FOR_A_REASON);
        return switch (value.cause()) {
            case USER_DATA ->
                unknown(
                        value,
                        "the value is a script or user data that contains a configuration",
                        "check the configuration in it by hand",
                        AUDIT);
            case NOT_YAML ->
                unknown(value, "line %d is not YAML: %s".formatted(value.line(), reason), "correct the line", WARN);
            case TOO_LARGE -> unknown(value, "the value is too large: " + reason, "split or simplify the value", WARN);
        };
    }

    private static Finding unknown(Broken value, String reason, String fix, Action atMost) {
        return new Unknown(
                "data." + value.key(),
                "unknown whether the nodes run too many pods",
                reason,
                fix,
                Missing.OTHER,
                atMost);
    }
}
