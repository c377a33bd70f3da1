package io.eniguard.rules.shared;

import static io.eniguard.rules.Action.DENY;
import static io.eniguard.rules.Action.WARN;
import static io.eniguard.rules.Given.given;

import io.eniguard.rules.Given;
import io.eniguard.cluster.MaxPods;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.About;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.text.PlainText;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The description of the rule {@code max-pods}, and the logic that its classes share. */
public final class MaxPodsRule {

    /** The action is that for kubelet configurations and EC2NodeClasses. On nodes and NodePools, the classes lower it to a warning. */
    public static final About ABOUT = About.of("max-pods", DENY)
            .says("A node runs no more pods than can get an address, and no more than AWS advises")
            .because("""
                    With custom networking, the primary interface of a node carries no pods. Tools that calculate max-pods often count
                    this interface too. The scheduler then places more pods on the node than can get an address, and the surplus pods
                    stay in ContainerCreating. On nodes and NodePools the rule only warns, because the number is set in another place.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/custom-networking.html");

    // Limits the names so that the line has at most 240 characters.
    private static final int ROOM_FOR_AN_OBJECT = 51;

    private MaxPodsRule() {}

    /**
     * Returns the findings about a setting: those about its number, or one that it is not a number.
     *
     * @param name the name of the setting
     * @param fix the fix if the setting is not a number
     */
    public static List<Finding> ofNumber(
            String field, String name, MaxPods value, String fix, Function<Long, List<Finding>> then) {
        if (value.number().isPresent()) {
            return then.apply(value.number().getAsLong());
        }
        return List.of(new Violation(
                field,
                "%s is %s, not a whole number above 0".formatted(name, value.shown()),
                // The value of a flag is always a text.
                value.value() instanceof String && name.equals(MaxPods.KEY) ? fix + ", without quotes" : fix));
    }

    /** Returns the number of pods that AWS advises; empty while the type or the CNI's settings are unknown. */
    public static Optional<Integer> advised(Optional<InstanceType> type, World world) {
        return type.flatMap(known ->
                world.cluster().cni().map(settings -> new PodLimits(settings, world.parameters()).advised(known)));
    }

    /**
     * Adds the object to the message of a warning, because the API server forwards a warning without the name of its object. Denials and
     * reports name the object themselves.
     *
     * @param object the kind and name, such as {@code Node ip-10-0-1-17.ec2.internal}
     */
    public static Finding named(String object, Finding finding) {
        return finding.atMost() == WARN
                ? finding.withPrefix(PlainText.cut(object, ROOM_FOR_AN_OBJECT) + ": ")
                : finding;
    }

    /**
     * Returns the findings under the CNI's settings, or one that the settings are unknown. There are none if pods have IPv6 addresses, which
     * never run short.
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
                        : then.apply(new PodLimits(settings, world.parameters())).stream()
                                .toList());
    }
}
