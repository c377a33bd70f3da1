package io.eniguard.rules.karpenter;

import static io.eniguard.policy.Action.AUDIT;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.KarpenterSettings;
import io.eniguard.cluster.NodePool;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.policy.Action;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.shared.Claim;
import io.eniguard.rules.shared.PodLimits;
import io.eniguard.text.NameList;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Checks the number of pods that Karpenter calculates if {@code maxPods} is not set. Karpenter counts all interfaces except those that
 * {@code RESERVED_ENIS} reserves.
 *
 * @param field the path of {@code maxPods}
 * @param isOwn whether the only NodePool is the object under review. Messages then need not name the NodePool
 * @param pods the numbers of pods that Karpenter calculates; if RESERVED_ENIS is unknown, its default of 0 applies
 */
record UnsetMaxPods(String field, boolean isOwn, World world, PodLimits limits, DefaultPods pods) {

    private static final int ROOM_FOR_TYPES = 30;

    private static final String SEE_KARPENTER = "add the Deployment to --cluster";

    /** Returns the findings about the types of the NodePools; no findings if the CNI does not use custom networking or is unknown. */
    static List<Finding> check(
            String field, boolean isOwn, List<NodePool> pools, OptionalLong podsPerCore, World world) {
        DefaultPods pods = new DefaultPods(reserved(world).orElse(0), podsPerCore);
        return world.cluster()
                .cni()
                .filter(settings -> settings.customNetworking() && !settings.ipv6())
                .map(settings -> new UnsetMaxPods(field, isOwn, world, new PodLimits(settings, world), pods)
                        .check(pools, settings))
                .orElse(List.of());
    }

    private List<Finding> check(List<NodePool> pools, CniSettings settings) {
        if (pools.isEmpty()) {
            return withoutPool(settings);
        }
        List<AllowedTypes> allowed = AllowedTypes.ofLinux(pools, world.instanceTypes());
        List<InstanceType> types = allowed.stream()
                .flatMap(pool -> pool.types().stream())
                .distinct()
                .toList();
        OptionalInt right = pods.rightReserve(types, limits);
        List<Finding> findings = new ArrayList<>();
        for (AllowedTypes pool : allowed) {
            if (pool.unanswered().isEmpty()) {
                withoutRoom(pool, right).forEach(findings::add);
            }
        }
        List<InstanceType> tooSmall = types.stream()
                .filter(type -> limits.leavesRoomForPods(type) && pods.isTooMany(type, limits))
                .toList();
        if (!tooSmall.isEmpty()) {
            findings.addAll(reserved().isPresent() ? tooMany(allowed, types, right) : unseen(tooSmall, types, right));
        }
        return findings;
    }

    private OptionalInt reserved() {
        return reserved(world);
    }

    /** Returns the value of RESERVED_ENIS; empty if it is unknown. */
    static OptionalInt reserved(World world) {
        return world.cluster().karpenter().map(KarpenterSettings::reservedEnis).orElse(OptionalInt.empty());
    }

    /** Reports types that Karpenter may launch although they have no interface for pods. */
    private List<Finding> withoutRoom(AllowedTypes pool, OptionalInt right) {
        List<InstanceType> types = pool.types().stream()
                .filter(type -> !limits.leavesRoomForPods(type) && pods.isTooMany(type, limits))
                .toList();
        if (types.isEmpty()) {
            return List.of();
        }
        List<String> names = types.stream().map(InstanceType::name).sorted().toList();
        List<String> ways =
                new ArrayList<>(List.of("exclude %s".formatted(names.size() == 1 ? names.get(0) : "these types")));
        right.ifPresent(number -> ways.add(reserve(number)
                + " (Karpenter then skips %s)".formatted(names.size() == 1 ? "this type" : "these types")));
        return List.of(new Violation(
                field,
                "%s %s no interface left for pods%s%s"
                        .formatted(
                                NameList.of(names, ROOM_FOR_TYPES),
                                names.size() == 1 ? "has" : "have",
                                limits.reserved(types.get(0)),
                                isOwn ? "" : " (%s)".formatted(pool.owner())),
                Claim.anyOf(ways),
                // A NodePool that allows all types includes rare types with a single interface, probably without
                // intention.
                pool.areNamed() || types.stream().anyMatch(limits::hasPodEnis) ? WARN : AUDIT));
    }

    private List<Finding> tooMany(List<AllowedTypes> allowed, List<InstanceType> types, OptionalInt right) {
        ComputedPods computed = new ComputedPods(
                limits,
                type -> limits.leavesRoomForPods(type) && pods.isTooMany(type, limits)
                        ? OptionalLong.of(pods.on(type))
                        : OptionalLong.empty(),
                number -> new Claim(
                        field,
                        "maxPods is not set, and Karpenter's %d (RESERVED_ENIS %d)"
                                .formatted(number, pods.reservedEnis()),
                        number,
                        limit -> ways(types, right)));
        // With prefixes, Karpenter's number is too high only for old types. A NodePool that names no types includes old
        // types, probably without intention.
        boolean hasPrefixes = world.cluster()
                .cni()
                .filter(settings -> settings.prefixDelegation().orElse(true))
                .isPresent();
        Action most = hasPrefixes && allowed.stream().noneMatch(AllowedTypes::areNamed) ? AUDIT : WARN;
        return computed.check(field, allowed, true).stream()
                .map(finding -> finding.atMost(most))
                .toList();
    }

    private List<Finding> unseen(List<InstanceType> tooSmall, List<InstanceType> types, OptionalInt right) {
        List<String> ways = ways(types, right);
        if (world.cluster().karpenter().isEmpty()) {
            ways.add(SEE_KARPENTER);
        }
        InstanceType first = tooSmall.get(0);
        return List.of(new Unknown(
                field,
                "unknown whether %s can address Karpenter's %d pods".formatted(first.name(), pods.on(first)),
                "maxPods is not set, and " + unseenReserve(),
                Claim.anyOf(ways),
                Missing.OTHER,
                AUDIT));
    }

    private String unseenReserve() {
        return unseenReserve(world);
    }

    /** Returns the reason why the value of RESERVED_ENIS is unknown. */
    static String unseenReserve(World world) {
        return world.cluster().karpenter().isEmpty()
                ? "no Deployment of Karpenter is known"
                : "Karpenter's RESERVED_ENIS is in another object";
    }

    /** Returns the fixes that suit all types of the NodePools. */
    private List<String> ways(List<InstanceType> types, OptionalInt right) {
        List<String> ways = new ArrayList<>();
        right.ifPresent(number -> ways.add(reserve(number)));
        if (types.stream().allMatch(limits::leavesRoomForPods)) {
            int number = types.stream().mapToInt(limits::advised).min().orElseThrow();
            ways.add("set maxPods " + number);
        } else if (ways.isEmpty()) {
            ways.add("set maxPods");
        }
        return ways;
    }

    private static String reserve(int number) {
        return "start Karpenter with %s=%d".formatted(KarpenterSettings.RESERVED_ENIS, number);
    }

    /**
     * Checks only the settings, because the types are unknown without a NodePool. With prefixes, nodes have more addresses than Karpenter
     * counts, except on old types.
     */
    private List<Finding> withoutPool(CniSettings settings) {
        int right = settings.podEni().orElse(false) ? 2 : 1;
        boolean suffices = reserved().isPresent() && reserved().getAsInt() >= right;
        if (suffices || settings.prefixDelegation().orElse(false)) {
            return List.of();
        }
        return List.of(
                reserved().isPresent()
                        ? new Violation(
                                field,
                                "maxPods is not set, and with RESERVED_ENIS %d Karpenter counts interfaces that carry no pods"
                                        .formatted(reserved().getAsInt()),
                                Claim.anyOf(List.of(reserve(right), "set maxPods")),
                                AUDIT)
                        : new Unknown(
                                field,
                                "unknown whether the nodes can address all pods",
                                "maxPods is not set, and " + unseenReserve(),
                                Claim.anyOf(List.of(reserve(right), "set maxPods", SEE_KARPENTER)),
                                Missing.OTHER,
                                AUDIT));
    }
}
