package io.eniguard.rules.kubelet;

import static io.eniguard.rules.Action.AUDIT;
import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.KubeletSettings;
import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.cluster.KubeletSettings.Limit;
import io.eniguard.cluster.MaxPods;
import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.maxpods.PodsExpression;
import io.eniguard.maxpods.PodsExpression.Result;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.Fit;
import io.eniguard.rules.shared.MaxPodsRule;
import io.eniguard.rules.shared.RequiredTypes;
import io.eniguard.text.Quote;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks the number of pods in one kubelet configuration.
 *
 * @param typeName the instance type of the nodes that use the configuration; empty if no instance type is named
 * @param expressions reads the expressions of nodeadm
 */
record SettingsCheck(Optional<String> typeName, World world, Function<String, PodsExpression> expressions) {

    /** The default of maxPods in KubeletConfiguration v1beta1. */
    private static final int KUBELET_DEFAULT = 110;

    List<Finding> findings(KubeletSettings settings) {
        Optional<Limit> limit = settings.limit();
        if (limit.isPresent()) {
            return MaxPodsRule.ofNumber(
                    settings.field(),
                    limit.get().name(),
                    limit.get().value(),
                    "set " + suggestion(),
                    pods -> ofNumber(settings, limit.get().name(), pods));
        }
        Optional<MaxPods> expression = settings.expression();
        if (expression.isPresent()) {
            return ofExpression(settings, expression.get());
        }
        return typeName.isEmpty()
                ? List.of(noType(settings, "unknown which maxPods to set"))
                : ofUnset(settings, typeName.get());
    }

    private String suggestion() {
        return MaxPodsRule.advised(typeName.flatMap(world.instanceTypes()::find), world)
                .map(String::valueOf)
                .orElse("a whole number");
    }

    private List<Finding> ofNumber(KubeletSettings settings, String name, long pods) {
        if (typeName.isEmpty()) {
            return List.of(noType(settings, "unknown whether %s %s is too many".formatted(name, Claim.shown(pods))));
        }
        Claim claim = Claim.set(settings.field(), name, pods).withPodsPerCore(settings.podsPerCore());
        return world.instanceTypes()
                .find(typeName.get())
                .map(type -> underLimits(claim, type))
                .orElseGet(() -> List.of(unlisted(settings, typeName.get())));
    }

    private List<Finding> ofExpression(KubeletSettings settings, MaxPods value) {
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
                            : noType(settings, "unknown whether the pods of maxPodsExpression are too many"));
        }
        return world.instanceTypes()
                .find(typeName.get())
                .map(type -> ofExpression(settings, expression, type))
                .orElseGet(() -> List.of(unlisted(settings, typeName.get())));
    }

    /**
     * Checks the number that an expression yields. If the expression fails, nodeadm uses its default, which counts all interfaces:
     * amazon-eks-ami, nodeadm/internal/kubelet/eni_max_pods.go, CalcMaxPods.
     */
    private List<Finding> ofExpression(KubeletSettings settings, PodsExpression expression, InstanceType type) {
        int standard = nodeadmDefault(type);
        Result result = expression.on(type, standard);
        if (result instanceof Result.PodCount number) {
            return underLimits(
                    claim(
                            settings,
                            "maxPodsExpression yields %s, which".formatted(Claim.shown(number.pods())),
                            number.pods()),
                    type);
        } else if (result instanceof Result.Failure failure) {
            List<Finding> findings = underLimits(
                    claim(
                            settings,
                            "maxPodsExpression fails (%s), and nodeadm's default of %d"
                                    .formatted(failure.reason(), standard),
                            standard),
                    type);
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

    /**
     * Checks a configuration with neither a number nor an expression. Its nodes use a default. The mutating webhook has already set a
     * number where it could.
     */
    private List<Finding> ofUnset(KubeletSettings settings, String name) {
        Optional<InstanceType> type = world.instanceTypes().find(name);
        if (type.isEmpty()) {
            return List.of(unlisted(settings, name));
        }
        int pods = settings.form() == Form.NODE_CONFIG ? nodeadmDefault(type.get()) : KUBELET_DEFAULT;
        Claim claim = new Claim(
                        settings.field(),
                        "maxPods is not set, and the default of %d".formatted(pods),
                        pods,
                        number -> List.of("set maxPods " + number))
                .withPodsPerCore(settings.podsPerCore());
        return underLimits(claim, type.get()).stream()
                .map(finding -> finding instanceof Unknown unknown ? ofUnset(unknown) : finding.atMost(WARN))
                .toList();
    }

    private static Finding ofUnset(Unknown unknown) {
        return unknown.withPrefix("maxPods is not set; ").atMost(AUDIT);
    }

    /** Returns the default of nodeadm, which counts all interfaces: amazon-eks-ami, nodeadm/internal/kubelet/eni_max_pods.go. */
    private static int nodeadmDefault(InstanceType type) {
        return PodCapacity.of(type, Networking.STANDARD, Addressing.SECONDARY_ADDRESSES)
                .theoretical();
    }

    private List<Finding> underLimits(Claim claim, InstanceType type) {
        return MaxPodsRule.underLimits(
                claim, type.name(), world, limits -> new Fit(limits).check(claim, List.of(RequiredTypes.only(type))));
    }

    private static Finding noType(KubeletSettings settings, String message) {
        return new Unknown(
                settings.expression().isPresent() && settings.limit().isEmpty()
                        ? settings.expressionField()
                        : settings.field(),
                message,
                "no instance type is named",
                "%s with the instance type of the nodes, such as %s=m5.large"
                        .formatted(
                                hasMetadata(settings)
                                        ? "label the object"
                                        : "put the configuration into a ConfigMap that is labelled",
                                KubeletConfigMap.INSTANCE_TYPE),
                Missing.OTHER,
                AUDIT);
    }

    /**
     * Returns whether the object can have a label. A ConfigMap and a NodeConfig can have labels, but a KubeletConfiguration in a file
     * cannot.
     */
    private static boolean hasMetadata(KubeletSettings settings) {
        return !settings.key().isEmpty() || settings.form() == Form.NODE_CONFIG;
    }

    private Finding unlisted(KubeletSettings settings, String name) {
        List<String> near = world.instanceTypes().namesNear(name);
        return new Unknown(
                settings.field(),
                "unknown how many pods are too many",
                "eniguard does not know the instance type " + Quote.of(name),
                near.isEmpty()
                        ? "check the label " + KubeletConfigMap.INSTANCE_TYPE
                        : "check the name; did you mean " + near.get(0) + "?",
                Missing.OTHER);
    }
}
