package io.eniguard.review;

import static io.eniguard.review.GeneratedStuckNode.ABSENT;

import io.eniguard.review.GeneratedStuckNode.Cni;
import io.eniguard.review.GeneratedStuckNode.Condition;
import io.eniguard.review.GeneratedStuckNode.Interfaces;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/** A second opinion on {@link LabelCatchUp}. It knows the generated properties and calls nothing of the program. */
final class CatchUpModel {

    private static final Set<Condition> WAITING = EnumSet.of(
            Condition.CONTAINERD,
            Condition.SEVERAL_REASONS,
            Condition.DOCKERSHIM,
            Condition.UNKNOWN_STATUS,
            Condition.AFTER_ANOTHER);

    private static final Set<Interfaces> WITHOUT_PODS = EnumSet.of(
            Interfaces.UNKNOWN, Interfaces.NONE, Interfaces.PRIMARY, Interfaces.OF_ANOTHER_NODE, Interfaces.OF_MULTUS);

    private CatchUpModel() {}

    /** Returns the names that the label may have; none if the node must stay as it is. */
    static Set<String> names(GeneratedStuckNode node) {
        return WAITING.contains(node.condition())
                        && isGoverned(node)
                        && !hasKey(node)
                        && (node.cni() == Cni.ON || node.cni() == Cni.OWN_KEYS)
                        && (!isInstance(node) || WITHOUT_PODS.contains(node.interfaces()))
                        && !node.eniConfigs().contains("default")
                        && !node.mayHaveMoreEniConfigs()
                ? inZone(node)
                : Set.of();
    }

    static boolean hasKey(GeneratedStuckNode node) {
        return !node.keyLabel().equals(ABSENT)
                || !node.externalLabel().equals(ABSENT)
                || !node.annotation().equals(ABSENT);
    }

    /** Returns whether an interface for pods of the node's instance is among the facts. */
    static boolean hasPodInterface(GeneratedStuckNode node) {
        return isInstance(node)
                && Set.of(Interfaces.OF_THE_CNI, Interfaces.TRUNK, Interfaces.WITHOUT_DESCRIPTION)
                        .contains(node.interfaces());
    }

    private static boolean isInstance(GeneratedStuckNode node) {
        return node.providerId().endsWith("/" + GeneratedStuckNode.INSTANCE);
    }

    private static boolean isKnownToEc2(GeneratedStuckNode node) {
        return isInstance(node) && !node.ec2().equals("unknown");
    }

    private static boolean isGoverned(GeneratedStuckNode node) {
        if (node.os().equals("windows") || node.computeType().equals("auto")) {
            return false;
        }
        boolean isElsewhere = node.arch().equals("s390x")
                || node.computeType().equals("fargate")
                || node.computeType().equals("hybrid")
                || node.providerId().startsWith("eks-hybrid:")
                || node.providerId().contains("/fargate-");
        return isKnownToEc2(node) || !isElsewhere;
    }

    private static Set<String> inZone(GeneratedStuckNode node) {
        Set<String> names = new TreeSet<>(node.eniConfigs());
        names.remove("us-west-2a-private");
        names.removeIf(name -> !name.startsWith(zone(node)));
        return names;
    }

    private static String zone(GeneratedStuckNode node) {
        if (isKnownToEc2(node)) {
            return node.ec2();
        }
        return Set.of("us-west-2a", "us-west-2b").stream()
                .filter(zone -> node.providerId().startsWith("aws:///" + zone + "/"))
                .findFirst()
                .orElse("unknown");
    }
}
