package io.eniguard.rules.shared;

import static io.eniguard.policy.Action.DENY;
import static io.eniguard.policy.Action.WARN;
import static io.eniguard.rules.Given.given;

import io.eniguard.cluster.MaxPods;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.About;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.text.PlainText;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The description of the rule {@code max-pods}, and the logic that the classes of this rule share. */
public final class MaxPodsRule {

    /**
     * The description of the rule. The action applies to kubelet configurations and EC2NodeClasses. The classes for nodes and NodePools
     * lower it to a warning.
     */
    public static final About ABOUT = About.of("max-pods", DENY)
            .says("A node runs no more pods than can get an address, and no more than AWS advises")
            .because("""
                    With custom networking, the primary interface of a node carries no pods. Tools that calculate max-pods often count
                    this interface too. The scheduler then places more pods on the node than can get an address, and the surplus pods
                    stay in ContainerCreating. Pods in the host's network need no address. The rule counts aws-node, kube-proxy and all
                    DaemonSets that run a pod in the host's network of every node. If a node runs more pods in the host's network, set
                    --host-network-pods. On nodes and NodePools the rule only warns, because the number is usually set in another place.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/custom-networking.html");

    // The number of characters for the kind and name of an object, so that the line has at most 240 characters.
    private static final int ROOM_FOR_AN_OBJECT = 51;

    private MaxPodsRule() {}

    /**
     * Returns the findings about a setting. If the value of the setting is not a number, the result is one violation.
     *
     * @param name the name of the setting
     * @param fix the fix if the value is not a number
     * @param then returns the findings about a number
     */
    public static List<Finding> ofNumber(
            String field, String name, MaxPods value, String fix, Function<Long, List<Finding>> then) {
        if (value.number().isPresent()) {
            return then.apply(value.number().getAsLong());
        }
        return List.of(new Violation(
                field,
                "%s is %s, not a whole number above 0".formatted(name, value.shown()),
                // Quotes can be the mistake only in the field maxPods, because the value of a command-line flag is
                // always text.
                value.value() instanceof String && name.equals(MaxPods.KEY) ? fix + ", without quotes" : fix));
    }

    /** Returns the number of pods that AWS advises for the instance type; empty if the type or the CNI's settings are unknown. */
    public static Optional<Integer> advised(Optional<InstanceType> type, World world) {
        return type.flatMap(
                known -> world.cluster().cni().map(settings -> new PodLimits(settings, world).advised(known)));
    }

    /**
     * Adds the kind and name of the object to the message of a warning, because the API server shows a warning without the name of its
     * object. Denials and reports already name the object.
     *
     * @param object the kind and name, such as {@code Node ip-10-0-1-17.ec2.internal}
     */
    public static Finding named(String object, Finding finding) {
        boolean isUsuallyAWarning =
                finding.atMost() == WARN || (finding instanceof Finding.Unknown && finding.atMost() == DENY);
        return isUsuallyAWarning ? finding.withPrefix(PlainText.cut(object, ROOM_FOR_AN_OBJECT) + ": ") : finding;
    }

    /**
     * Returns the findings about the claim under the CNI's settings, or one finding that the settings are unknown. Returns no findings if
     * pods have IPv6 addresses, because these never run out.
     *
     * @param who the nodes that run the pods, for a message
     */
    public static List<Finding> underLimits(
            Claim claim, String who, World world, Function<PodLimits, Optional<Finding>> then) {
        return given(
                world.cni(),
                claim.field(),
                "%s can address %s pods".formatted(who, claim.shown()),
                Given.AWS_NODE,
                settings -> settings.ipv6()
                        ? List.of()
                        : then.apply(new PodLimits(settings, world)).stream().toList());
    }
}
