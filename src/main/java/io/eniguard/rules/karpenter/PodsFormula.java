package io.eniguard.rules.karpenter;

import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.shared.PodLimits;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An expression for {@code maxPods} that accounts for custom networking.
 *
 * @param reserved the number of interfaces that carry no pods
 * @param addressesPerSlot 1, or 16 for prefixes
 * @param isCapped whether the number is limited to 110, the number that AWS advises for types with up to 30 vCPUs
 */
record PodsFormula(int reserved, int addressesPerSlot, boolean isCapped) {

    private static final int CAP = 110;
    private static final int PREFIX = 16;

    /** Returns a formula that yields a suitable number for all types; empty if there is none. */
    static Optional<PodsFormula> suiting(List<InstanceType> types, PodLimits limits) {
        return Stream.of(PREFIX, 1)
                .flatMap(addresses -> Stream.of(1, 2)
                        .flatMap(reserved ->
                                Stream.of(false, true).map(isCapped -> new PodsFormula(reserved, addresses, isCapped))))
                .filter(formula -> types.stream().allMatch(type -> formula.on(type) <= limits.advised(type)))
                .findFirst();
    }

    private int on(InstanceType type) {
        int pods = Math.max(type.enis() - reserved, 0) * (type.ipv4PerEni() - 1) * addressesPerSlot + 2;
        return isCapped ? Math.min(pods, CAP) : pods;
    }

    String text() {
        // Every type has at least one interface. Karpenter refuses an expression that yields a negative number on any
        // type.
        String interfaces = reserved == 1 ? "(default_enis - 1)" : "max(default_enis - %d, 0)".formatted(reserved);
        String pods =
                interfaces + " * (ips_per_eni - 1)" + (addressesPerSlot == 1 ? "" : " * " + addressesPerSlot) + " + 2";
        return isCapped ? "min(%d, %s)".formatted(CAP, pods) : pods;
    }
}
