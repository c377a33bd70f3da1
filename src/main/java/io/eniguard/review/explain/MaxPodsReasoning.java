package io.eniguard.review.explain;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.NetworkingMode;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.policy.PodCeilings;
import io.eniguard.policy.Subject;
import io.eniguard.policy.Subjects;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.vpc.Part;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Explains how many pods an instance type can run in each mode of the VPC CNI, and which mode is in force. */
public final class MaxPodsReasoning {

    private static final String RULE = "max-pods";

    /** The subject for the parameters of policies: a node without labels and with an unknown name. */
    private static final Subjects NODE = Subjects.of(new Subject(ClusterNode.KIND, "", Map.of()));

    private final InstanceType type;
    private final World world;
    private final ObjectPlaces places;
    private final int ceiling;
    private final int hostNetworkPods;

    private MaxPodsReasoning(InstanceType type, World world, ObjectPlaces places) {
        this.type = type;
        this.world = world;
        this.places = places;
        ceiling = world.parameters().podCeilings().of(type.vcpus());
        hostNetworkPods = Math.min(world.parameters().hostNetworkPods(), NetworkingMode.MOST_HOST_NETWORK_PODS);
    }

    /**
     * Explains an instance type. The parameters of policies count if they apply to every node.
     *
     * @param places the sources of the objects; without the DaemonSet aws-node, no mode is in force
     */
    public static Reasoning of(InstanceType type, World world, ObjectPlaces places) {
        World ofNodes = world.withParameters(world.policies().commonParameters(world.parameters(), NODE));
        return new MaxPodsReasoning(type, ofNodes, places).explain();
    }

    private Reasoning explain() {
        List<Reason> reasons = new ArrayList<>();
        for (Networking networking : List.of(Networking.CUSTOM, Networking.STANDARD)) {
            for (Addressing addressing : List.of(Addressing.SECONDARY_ADDRESSES, Addressing.PREFIXES)) {
                PodCapacity capacity = capacity(networking, addressing);
                reasons.add(mode(capacity, "mode", inWords(capacity.mode())).from(sourceOfTypes()));
            }
        }
        Optional<CniSettings> cni = world.cluster().cni().filter(settings -> !settings.assumed());
        Optional<PodCapacity> inForce = cni.flatMap(settings -> new PodLimits(settings, world).known(type));
        cni.ifPresent(settings -> reasons.add(inForce.map(
                        capacity -> mode(capacity, "in-force", "In this cluster, " + inWords(capacity.mode())))
                .orElseGet(() -> Reason.of(
                        "in-force",
                        settings.ipv6()
                                ? "In this cluster, pods have IPv6 addresses, which never run out."
                                : "The mode of this cluster is unknown, because the value of a setting of aws-node is"
                                        + " unknown."))
                .from(places.of(CniSettings.KIND, CniSettings.NAME))));
        reasons.addAll(new PolicyReasons(world, places).aboutRule(RULE));
        return new Reasoning("InstanceType", type.name(), answer(inForce), reasons, List.of());
    }

    private PodCapacity capacity(Networking networking, Addressing addressing) {
        return new PodCapacity(type, NetworkingMode.of(networking, addressing).withHostNetworkPods(hostNetworkPods));
    }

    private String sourceOfTypes() {
        boolean isDescribed = world.vpc()
                .value(Part.INSTANCE_TYPES)
                .filter(types -> types.stream().anyMatch(one -> one.name().equals(type.name())))
                .isPresent();
        return isDescribed ? world.provenance(Part.INSTANCE_TYPES) : "built-in table of instance types";
    }

    private String answer(Optional<PodCapacity> inForce) {
        PodCapacity capacity = inForce.orElseGet(() -> capacity(Networking.CUSTOM, Addressing.SECONDARY_ADDRESSES));
        return "A node of the type %s can run %d pods %s. %s"
                .formatted(
                        type.name(),
                        capacity.theoretical(),
                        inForce.isPresent() ? "in this cluster" : "with custom networking and without prefixes",
                        recommendation(capacity));
    }

    private String recommendation(PodCapacity capacity) {
        String adviser = ceiling == PodCeilings.DEFAULTS.of(type.vcpus()) ? "AWS" : "The policy";
        return "%s recommends %d.".formatted(adviser, capacity.recommended(ceiling));
    }

    private Reason mode(PodCapacity capacity, String topic, String words) {
        String first = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return Reason.of(topic, "%s: %s. %s".formatted(first, capacity.why(ceiling), recommendation(capacity)))
                .with("customNetworking", capacity.mode().networking() == Networking.CUSTOM)
                .with("prefixDelegation", capacity.mode().addressing() == Addressing.PREFIXES)
                .with("podEni", capacity.mode().hasTrunk())
                .with("hostNetworkPods", capacity.mode().hostNetworkPods())
                .with("theoretical", capacity.theoretical())
                .with("recommended", capacity.recommended(ceiling))
                .with("why", capacity.why(ceiling));
    }

    private static String inWords(NetworkingMode mode) {
        return "%s custom networking and %s prefixes"
                .formatted(
                        mode.networking() == Networking.CUSTOM ? "with" : "without",
                        mode.addressing() == Addressing.PREFIXES ? "with" : "without");
    }
}
