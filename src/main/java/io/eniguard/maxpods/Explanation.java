package io.eniguard.maxpods;

import io.eniguard.text.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Explains the calculation of a {@link PodCapacity} in one line.
 *
 * @param ceiling the recommended maximum of pods
 */
record Explanation(PodCapacity capacity, int ceiling) {

    String text() {
        var parts = new ArrayList<String>();
        parts.add(sum());
        parts.addAll(remarks());
        return String.join("; ", parts);
    }

    private String sum() {
        return "%s x %s + %s = %d"
                .formatted(
                        interfaces(),
                        addresses(),
                        Count.of(capacity.mode().hostNetworkPods(), "host-network pod"),
                        capacity.theoretical());
    }

    private String interfaces() {
        int kept = capacity.interfacesKeptFromPods();
        String difference = capacity.interfaces() + " - 1".repeat(kept);
        String number = kept == 0 ? difference : "(" + difference + ")";
        return (kept > capacity.interfaces() ? "max" + number.replace(")", ", 0)") : number)
                + Count.noun(capacity.podInterfaces(), " interface");
    }

    private String addresses() {
        String slots = "(%d - 1)".formatted(capacity.type().ipv4PerEni());
        return capacity.usesPrefixes()
                ? slots + Count.noun(capacity.slotsPerInterface(), " prefix") + " x 16 addresses"
                : slots + Count.noun(capacity.slotsPerInterface(), " address");
    }

    private List<String> remarks() {
        var remarks = new ArrayList<String>();
        InstanceType type = capacity.type();
        NetworkingMode mode = capacity.mode();
        if (capacity.theoretical() > ceiling) {
            remarks.add("capped at %d with %s".formatted(ceiling, vcpus(type)));
        }
        if (capacity.interfaces() < type.enis()) {
            remarks.add("MAX_ENI lowers %d interfaces to %d".formatted(type.enis(), capacity.interfaces()));
        }
        if (mode.hasTrunk() && !capacity.hasTrunk()) {
            remarks.add("no trunk, since %s does not support one".formatted(type.name()));
        }
        if (capacity.podInterfaces() == 0) {
            remarks.add("no interface is left for pods");
        }
        if (mode.addressing() == Addressing.PREFIXES && !capacity.usesPrefixes()) {
            remarks.add("no prefixes on " + hypervisor(type));
        }
        return remarks;
    }

    private static String vcpus(InstanceType type) {
        return type.vcpus().isPresent() ? Count.of(type.vcpus().getAsInt(), "vCPU") : "unknown vCPUs";
    }

    private static String hypervisor(InstanceType type) {
        return type.hypervisor() == Hypervisor.NONE
                ? "an unknown hypervisor"
                : type.hypervisor().name().toLowerCase(Locale.ROOT);
    }
}
