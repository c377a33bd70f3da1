package io.eniguard.rules.shared;

import static io.eniguard.rules.Action.DENY;
import static io.eniguard.rules.Action.WARN;
import static io.eniguard.rules.Given.given;

import io.eniguard.cluster.MaxPods;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.About;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Wording;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What the rule {@code max-pods} says of itself, and what its classes have in common. */
public final class MaxPodsRule {

    /** On nodes and NodePools it warns: there its findings are milder. */
    public static final About ABOUT = About.of("max-pods", DENY)
            .says("A node takes no more pods than can get an address, nor more than AWS advises")
            .because("""
                    With custom networking the primary interface of a node carries no pods, which tools that set max-pods by
                    themselves do not know. The scheduler fills the node up to that number, and the pods beyond what has an address
                    stay in ContainerCreating. On nodes and NodePools, where the number itself stands elsewhere, the rule only warns.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/best-practices/custom-networking.html");

    public static final String GIVE_AWS_NODE = "give eniguard the DaemonSet aws-node (--cluster)";

    // Limits the names so that the line has at most 240 characters.
    private static final int ROOM_FOR_AN_OBJECT = 51;

    private MaxPodsRule() {}

    /**
     * The number where it is one; else what to say of it.
     *
     * @param name of the setting
     * @param fix what to do when it is no number
     */
    public static List<Finding> ofNumber(
            String field, String name, MaxPods value, String fix, Function<Long, List<Finding>> then) {
        if (value.number().isPresent()) {
            return then.apply(value.number().getAsLong());
        }
        return List.of(new Violation(
                field,
                "%s is %s, not a whole number above 0".formatted(name, value.shown()),
                // A flag is a text anyway.
                value.value() instanceof String && name.equals(MaxPods.KEY) ? fix + ", without quotes" : fix));
    }

    /** Returns the number of pods that AWS advises; empty while the type or the CNI's settings are unknown. */
    public static Optional<Integer> advised(Optional<InstanceType> type, World world) {
        return type.flatMap(known -> world.cluster()
                .cni()
                .map(settings -> new PodLimits(settings, world.parameters()).advised(known)));
    }

    /**
     * Adds the object to the message of a warning, because the API server forwards a warning without the name of its object. Denials and
     * reports name the object themselves.
     *
     * @param object the kind and name, such as {@code Node ip-10-0-1-17.ec2.internal}
     */
    public static Finding named(String object, Finding finding) {
        return finding.atMost() == WARN
                ? finding.withMessage(Wording.cut(object, ROOM_FOR_AN_OBJECT) + ": " + finding.message())
                : finding;
    }

    /** What follows from the CNI's settings; nothing where pods have IPv6 addresses, which are never short. */
    public static List<Finding> underLimits(
            Claim claim, String who, World world, Function<PodLimits, Optional<Finding>> then) {
        return given(
                world.cni(),
                claim.field(),
                "%s can address %s pods".formatted(who, claim.shown()),
                GIVE_AWS_NODE,
                settings -> settings.ipv6()
                        ? List.of()
                        : then.apply(new PodLimits(settings, world.parameters())).stream()
                                .toList());
    }
}
