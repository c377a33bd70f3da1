package io.eniguard.review.explain;

import io.eniguard.cluster.CniSettings;
import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.NetworkingMode;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Explains how many pods an instance type can run in each mode of the VPC CNI, and which mode is in force. */
public final class MaxPodsReasoning {

    private MaxPodsReasoning() {}

    /**
     * Explains an instance type.
     *
     * @param places the sources of the objects; without the DaemonSet aws-node, no mode is in force
     */
    public static Reasoning of(InstanceType type, World world, ObjectPlaces places) {
        int hostNetworkPods = Math.min(world.parameters().hostNetworkPods(), NetworkingMode.MOST_HOST_NETWORK_PODS);
        List<Reason> reasons = new ArrayList<>();
        for (Networking networking : List.of(Networking.CUSTOM, Networking.STANDARD)) {
            for (Addressing addressing : List.of(Addressing.SECONDARY_ADDRESSES, Addressing.PREFIXES)) {
                NetworkingMode mode = NetworkingMode.of(networking, addressing).withHostNetworkPods(hostNetworkPods);
                reasons.add(mode(new PodCapacity(type, mode), "mode", inWords(mode)));
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
        return new Reasoning("InstanceType", type.name(), answer(type, inForce, hostNetworkPods), reasons, List.of());
    }

    private static String answer(InstanceType type, Optional<PodCapacity> inForce, int hostNetworkPods) {
        PodCapacity capacity = inForce.orElseGet(() -> new PodCapacity(
                type,
                NetworkingMode.of(Networking.CUSTOM, Addressing.SECONDARY_ADDRESSES)
                        .withHostNetworkPods(hostNetworkPods)));
        return "A node of the type %s can run %d pods %s. AWS recommends %d."
                .formatted(
                        type.name(),
                        capacity.theoretical(),
                        inForce.isPresent() ? "in this cluster" : "with custom networking and without prefixes",
                        capacity.recommended());
    }

    private static Reason mode(PodCapacity capacity, String topic, String words) {
        String first = words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        return Reason.of(topic, "%s: %s. AWS recommends %d.".formatted(first, capacity.why(), capacity.recommended()))
                .with("customNetworking", capacity.mode().networking() == Networking.CUSTOM)
                .with("prefixDelegation", capacity.mode().addressing() == Addressing.PREFIXES)
                .with("podEni", capacity.mode().hasTrunk())
                .with("hostNetworkPods", capacity.mode().hostNetworkPods())
                .with("theoretical", capacity.theoretical())
                .with("recommended", capacity.recommended())
                .with("why", capacity.why());
    }

    private static String inWords(NetworkingMode mode) {
        return "%s custom networking and %s prefixes"
                .formatted(
                        mode.networking() == Networking.CUSTOM ? "with" : "without",
                        mode.addressing() == Addressing.PREFIXES ? "with" : "without");
    }
}
