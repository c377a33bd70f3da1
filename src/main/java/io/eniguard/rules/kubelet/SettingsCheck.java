package io.eniguard.rules.kubelet;

import static io.eniguard.policy.Action.AUDIT;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.KubeletSettings;
import io.eniguard.cluster.KubeletSettings.Limit;
import io.eniguard.cluster.MaxPods;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.PodsExpression;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.Fit;
import io.eniguard.rules.shared.MaxPodsRule;
import io.eniguard.rules.shared.RequiredTypes;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks the number of pods in one kubelet configuration. {@link ExpressionCheck} checks the expressions of nodeadm.
 *
 * @param typeName the instance type of the nodes that use the configuration; empty if no instance type is named
 * @param expressions reads the expressions of nodeadm
 */
record SettingsCheck(Optional<String> typeName, World world, Function<String, PodsExpression> expressions) {

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
            return new ExpressionCheck(typeName, world, expressions).findings(settings, expression.get());
        }
        return typeName.isEmpty()
                ? List.of(UnknownType.unnamed(settings, "unknown which maxPods to set"))
                : ofUnset(settings, typeName.get());
    }

    private String suggestion() {
        return MaxPodsRule.advised(typeName.flatMap(world.instanceTypes()::find), world)
                .map(String::valueOf)
                .orElse("a whole number");
    }

    private List<Finding> ofNumber(KubeletSettings settings, String name, long pods) {
        if (typeName.isEmpty()) {
            return List.of(UnknownType.unnamed(
                    settings, "unknown whether %s %s is too many".formatted(name, Claim.shown(pods))));
        }
        Claim claim = Claim.set(settings.field(), name, pods).withPodsPerCore(settings.podsPerCore());
        return world.instanceTypes()
                .find(typeName.get())
                .map(type -> underLimits(claim, type, world))
                .orElseGet(() -> List.of(UnknownType.unlisted(settings, typeName.get(), world)));
    }

    /**
     * Checks a configuration with neither a number nor an expression. Its nodes use a default. The mutating webhook has already set a
     * number where it could.
     */
    private List<Finding> ofUnset(KubeletSettings settings, String name) {
        Optional<InstanceType> type = world.instanceTypes().find(name);
        if (type.isEmpty()) {
            return List.of(UnknownType.unlisted(settings, name, world));
        }
        int pods = DefaultNumber.of(settings.form(), type.get());
        Claim claim = new Claim(
                        settings.field(),
                        "maxPods is not set, and the default of %d".formatted(pods),
                        pods,
                        number -> List.of("set maxPods " + number))
                .withPodsPerCore(settings.podsPerCore());
        return underLimits(claim, type.get(), world).stream()
                .map(finding -> finding instanceof Unknown unknown ? ofUnset(unknown) : finding.atMost(WARN))
                .toList();
    }

    private static Finding ofUnset(Unknown unknown) {
        return unknown.withPrefix("maxPods is not set; ").atMost(AUDIT);
    }

    static List<Finding> underLimits(Claim claim, InstanceType type, World world) {
        return MaxPodsRule.underLimits(
                claim, type.name(), world, limits -> new Fit(limits).check(claim, List.of(RequiredTypes.only(type))));
    }
}
