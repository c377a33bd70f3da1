package io.eniguard.rules.kubelet;

import static io.eniguard.rules.Action.AUDIT;
import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.KubeletConfigMap;
import io.eniguard.cluster.KubeletConfigMap.Broken;
import io.eniguard.cluster.KubeletSettings;
import io.eniguard.cluster.KubeletSettings.Form;
import io.eniguard.cluster.KubeletSettings.Limit;
import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.rules.About;
import io.eniguard.rules.Action;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.Candidates;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.Fit;
import io.eniguard.rules.shared.MaxPodsRule;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code max-pods} on kubelet configurations, in ConfigMaps or as objects of their own. */
public final class KubeletMaxPods implements Rule<KubeletConfigMap> {

    /** KubeletConfiguration v1beta1, maxPods. */
    private static final int KUBELET_DEFAULT = 110;

    private static final int ROOM_FOR_A_REASON = 80;

    /** The most findings for one object. An answer must not grow with every document that somebody puts into a ConfigMap. */
    private static final int MOST_FINDINGS = 20;

    @Override
    public About about() {
        return MaxPodsRule.ABOUT;
    }

    @Override
    public List<Object> reads(KubeletConfigMap object, World world) {
        return List.of(
                object.instanceType(),
                object.broken(),
                object.settings().stream().map(KubeletSettings::limit).toList());
    }

    @Override
    public List<Finding> check(Change<KubeletConfigMap> change, World world) {
        KubeletConfigMap object = change.object();
        int unset = object.instanceType().isPresent() ? object.withoutNumber().size() : 0;
        boolean isTooMany = unset > KubeletConfigMap.MOST_FILLED_IN;
        List<Finding> findings = new ArrayList<>();
        if (isTooMany) {
            findings.add(tooMany(unset));
        }
        for (KubeletSettings settings : object.settings()) {
            if (!isTooMany || !settings.isWithoutNumber()) {
                findings.addAll(settings(settings, object.instanceType(), world));
            }
        }
        object.broken().forEach(broken -> findings.add(broken(broken)));
        return (findings.size() <= MOST_FINDINGS ? findings : shortened(findings))
                .stream()
                        .map(finding -> MaxPodsRule.named(object.id().inWords(), finding))
                        .toList();
    }

    private static Finding tooMany(int unset) {
        return new Unknown(
                "data",
                "unknown whether it sets too many pods: %d configurations set no maxPods, and eniguard fills in at most %d"
                        .formatted(unset, KubeletConfigMap.MOST_FILLED_IN),
                "set maxPods, or split the ConfigMap",
                Missing.OTHER);
    }

    /** Violations go first, since they may deny. */
    private static List<Finding> shortened(List<Finding> findings) {
        List<Finding> ordered = new ArrayList<>(findings);
        ordered.sort(Comparator.comparing(finding -> finding instanceof Unknown));
        List<Finding> shown = new ArrayList<>(ordered.subList(0, MOST_FINDINGS));
        shown.add(new Unknown(
                "data",
                "unknown what else is wrong: %d more findings are left out".formatted(findings.size() - MOST_FINDINGS),
                "correct the others first",
                Missing.OTHER));
        return shown;
    }

    private static List<Finding> settings(KubeletSettings settings, Optional<String> typeName, World world) {
        Optional<Limit> limit = settings.limit();
        if (limit.isPresent()) {
            return MaxPodsRule.ofNumber(
                    settings.field(),
                    limit.get().name(),
                    limit.get().value(),
                    "set " + suggestion(typeName, world),
                    pods -> written(settings, limit.get().name(), pods, typeName, world));
        }
        return typeName.isEmpty()
                ? List.of(noType(settings, "unknown which maxPods to set"))
                : unset(settings, typeName.get(), world);
    }

    private static String suggestion(Optional<String> typeName, World world) {
        return MaxPodsRule.advised(typeName.flatMap(world.instanceTypes()::find), world)
                .map(String::valueOf)
                .orElse("a whole number");
    }

    private static List<Finding> written(
            KubeletSettings settings, String name, long pods, Optional<String> typeName, World world) {
        if (typeName.isEmpty()) {
            return List.of(noType(settings, "unknown whether %s %s is too many".formatted(name, Claim.shown(pods))));
        }
        Claim claim = Claim.set(settings.field(), name, pods);
        return world.instanceTypes()
                .find(typeName.get())
                .map(type -> judged(claim, type, world))
                .orElseGet(() -> List.of(unlisted(settings, typeName.get(), world)));
    }

    /** The mutating half fills the number in; this is for what it had to leave. */
    private static List<Finding> unset(KubeletSettings settings, String typeName, World world) {
        Optional<InstanceType> type = world.instanceTypes().find(typeName);
        if (type.isEmpty()) {
            return List.of(unlisted(settings, typeName, world));
        } else if (settings.isComputed()) {
            return List.of(new Unknown(
                    settings.field(),
                    "unknown how many pods maxPodsExpression comes to on " + typeName,
                    "make sure that it counts with custom networking, or set spec.kubelet.config.maxPods",
                    Missing.OTHER,
                    AUDIT));
        }
        int pods = settings.form() == Form.NODE_CONFIG ? nodeadmDefault(type.get()) : KUBELET_DEFAULT;
        Claim claim = new Claim(
                settings.field(),
                "maxPods is not set, and the default of %d".formatted(pods),
                pods,
                number -> List.of("set maxPods " + number));
        return judged(claim, type.get(), world).stream()
                .map(finding -> finding instanceof Unknown unknown ? ofUnset(unknown) : finding.atMost(WARN))
                .toList();
    }

    private static Finding ofUnset(Unknown unknown) {
        return new Unknown(
                unknown.field(), "maxPods is not set; " + unknown.message(), unknown.fix(), unknown.about(), AUDIT);
    }

    /** It takes all interfaces to carry pods: amazon-eks-ami, nodeadm/internal/kubelet/eni_max_pods.go. */
    private static int nodeadmDefault(InstanceType type) {
        return PodCapacity.of(type, Networking.STANDARD, Addressing.SECONDARY_ADDRESSES)
                .theoretical();
    }

    private static List<Finding> judged(Claim claim, InstanceType type, World world) {
        return MaxPodsRule.underLimits(
                claim, type.name(), world, limits -> new Fit(limits).check(claim, List.of(Candidates.only(type))));
    }

    private static Finding noType(KubeletSettings settings, String message) {
        return new Unknown(
                settings.field(),
                message + ": the instance type is not named",
                "%s with the type of its nodes, such as %s=m5.large"
                        .formatted(
                                hasMetadata(settings) ? "label it" : "put it into a ConfigMap that is labelled",
                                KubeletConfigMap.INSTANCE_TYPE),
                Missing.OTHER,
                AUDIT);
    }

    /** A kubelet's own configuration has none; a ConfigMap around it has, and so has nodeadm's. */
    private static boolean hasMetadata(KubeletSettings settings) {
        return !settings.key().isEmpty() || settings.form() == KubeletSettings.Form.NODE_CONFIG;
    }

    private static Finding unlisted(KubeletSettings settings, String typeName, World world) {
        List<String> near = world.instanceTypes().namesNear(typeName);
        return new Unknown(
                settings.field(),
                "unknown how many pods are too many: eniguard does not know the instance type " + Quote.of(typeName),
                near.isEmpty()
                        ? "check the label " + KubeletConfigMap.INSTANCE_TYPE
                        : "check the name; did you mean " + near.get(0) + "?",
                Missing.OTHER);
    }

    private static Finding broken(Broken value) {
        String reason = PlainText.cut(value.reason(), ROOM_FOR_A_REASON);
        return switch (value.cause()) {
            case USER_DATA ->
                unread(
                        value,
                        "it is a script or user data around a configuration",
                        "check the configuration in it by hand",
                        AUDIT);
            case NOT_YAML ->
                unread(value, "line %d is not YAML: %s".formatted(value.line(), reason), "correct the line", WARN);
            case TOO_LARGE -> unread(value, "too large to judge: " + reason, "split or simplify it", WARN);
        };
    }

    private static Finding unread(Broken value, String reason, String fix, Action atMost) {
        return new Unknown(
                "data." + value.key(), "unknown whether it sets too many pods: " + reason, fix, Missing.OTHER, atMost);
    }
}
