package io.eniguard.rules.kubelet;

import static io.eniguard.policy.Action.AUDIT;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.KubeletSettings;
import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.cluster.MaxPods;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.PodsExpression;
import io.eniguard.maxpods.PodsExpression.Result;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.shared.Claim;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks the number of pods that an expression in a NodeConfig yields.
 *
 * @param typeName the instance type of the nodes that use the NodeConfig; empty if no instance type is named
 * @param expressions reads the expressions
 */
record ExpressionCheck(Optional<String> typeName, World world, Function<String, PodsExpression> expressions) {

    List<Finding> findings(KubeletSettings settings, MaxPods value) {
        if (!(value.value() instanceof String text)) {
            return List.of(new Violation(
                    settings.expressionField(),
                    "%s is %s, which is not text, so nodeadm cannot read the NodeConfig"
                            .formatted(KubeletSettings.EXPRESSION, value.shown()),
                    "put the expression in quotes"));
        }
        PodsExpression expression = expressions.apply(text);
        if (typeName.isEmpty()) {
            return List.of(
                    expression.fault().isPresent()
                            ? failing(settings, expression.fault().get(), "its default")
                            : UnknownType.unnamed(
                                    settings, "unknown whether the pods of maxPodsExpression are too many"));
        }
        return world.instanceTypes()
                .find(typeName.get())
                .map(type -> findings(settings, expression, type))
                .orElseGet(() -> List.of(UnknownType.unlisted(settings, typeName.get(), world)));
    }

    /**
     * Checks the number that an expression yields. If the expression fails, nodeadm uses its default, which counts all interfaces:
     * amazon-eks-ami, nodeadm/internal/kubelet/eni_max_pods.go, CalcMaxPods.
     */
    private List<Finding> findings(KubeletSettings settings, PodsExpression expression, InstanceType type) {
        int standard = DefaultNumber.of(Form.NODE_CONFIG, type);
        Result result = expression.on(type, standard);
        if (result instanceof Result.PodCount number) {
            return SettingsCheck.underLimits(
                    claim(
                            settings,
                            "maxPodsExpression yields %s, which".formatted(Claim.shown(number.pods())),
                            number.pods()),
                    type,
                    world);
        } else if (result instanceof Result.Failure failure) {
            List<Finding> findings = SettingsCheck.underLimits(
                    claim(
                            settings,
                            "maxPodsExpression fails (%s), and nodeadm's default of %d"
                                    .formatted(failure.reason(), standard),
                            standard),
                    type,
                    world);
            return findings.isEmpty()
                    ? List.of(failing(settings, failure.reason(), "its default of " + standard))
                    : findings;
        }
        String reason = result instanceof Result.Unknown unknown ? unknown.reason() : "";
        return List.of(new Unknown(
                settings.expressionField(),
                "unknown which number maxPodsExpression yields on " + type.name(),
                reason,
                "set spec.kubelet.config.maxPods",
                Missing.OTHER,
                AUDIT));
    }

    private static Claim claim(KubeletSettings settings, String subject, long pods) {
        return new Claim(
                        settings.expressionField(),
                        subject,
                        pods,
                        number -> List.of("set config.maxPods %s".formatted(number)))
                .withPodsPerCore(settings.podsPerCore());
    }

    private static Finding failing(KubeletSettings settings, String reason, String instead) {
        return new Violation(
                settings.expressionField(),
                "maxPodsExpression fails (%s), so nodeadm uses %s".formatted(reason, instead),
                "correct the expression",
                WARN);
    }
}
