package io.eniguard.rules.shared;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.maxpods.InstanceType;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.text.NameList;
import io.eniguard.world.Fact.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks whether instance types can run a number of pods. Each pod must get an address, and the number must not exceed the number that AWS
 * or a policy advises.
 */
public final class Fit {

    /**
     * The number of characters for the message and the fix. The rest of the 240 characters of a line is for the rule's id and for text such
     * as "and 1,390 more" after the names of types.
     */
    private static final int ROOM = 208;

    /** The room for text such as "and 1,390 more". A single name does not need this text. */
    private static final int ROOM_FOR_MORE = 14;

    private final PodLimits limits;

    public Fit(PodLimits limits) {
        this.limits = limits;
    }

    /**
     * Returns the most serious finding about the instance type that can run the fewest pods; empty if the number exceeds no limit of any
     * type.
     */
    public Optional<Finding> check(Claim claim, List<RequiredTypes> candidates) {
        return ChosenType.smallest(candidates, limits::advised).flatMap(least -> {
            int advised = limits.advised(least.type());
            List<String> ways = claim.fixes(String.valueOf(advised));
            return ChosenType.exceeded(claim, candidates, limits::possible)
                    .map(choice -> over(
                            claim,
                            choice,
                            ways,
                            orPrefixes(orHostNetworkPods(ways, claim, choice.type()), advised, candidates)))
                    .or(() -> ChosenType.exceeded(claim, candidates, limits::certain)
                            .map(choice -> between(claim, choice, ways)))
                    .or(() -> ChosenType.smallest(
                                    candidates, limits::advised, type -> claim.mayExceed(limits.advised(type), type))
                            .map(choice -> withoutVcpus(claim, choice, ways)))
                    .or(() -> ChosenType.exceeded(claim, candidates, limits::advised)
                            .map(choice -> unadvised(claim, choice, ways)));
        });
    }

    private List<String> orPrefixes(List<String> ways, int advised, List<RequiredTypes> candidates) {
        return ChosenType.smallest(candidates, limits::advisedWithPrefixes)
                .filter(choice -> limits.canTurnPrefixesOn() && !limits.hasPodEnis(choice.type()))
                .map(choice -> limits.advisedWithPrefixes(choice.type()))
                .filter(number -> number > advised)
                .map(number -> with(ways, "turn on prefix delegation (" + number + ")"))
                .orElse(ways);
    }

    private List<String> orHostNetworkPods(List<String> ways, Claim claim, InstanceType type) {
        return limits.mayHaveMoreHostNetworkPods(claim.podsOn(type).orElse(claim.pods()), type)
                ? with(ways, "raise %s (now %d)".formatted(limits.settingOfHostNetworkPods(), limits.hostNetworkPods()))
                : ways;
    }

    /** @param allWays the ways, and further ones that raise the limit */
    private Finding over(Claim claim, ChosenType choice, List<String> ways, List<String> allWays) {
        InstanceType type = choice.type();
        if (limits.dependsOnUnseenDaemonSets(claim.podsOn(type).orElse(claim.pods()), type)) {
            return mayBeDaemonSets(claim, choice, ways);
        } else if (limits.hasPodEnis(type) && !limits.leavesRoomForPods(type)) {
            return withoutRoom(claim, choice);
        } else if (limits.hasPodEnis(type)) {
            return mayUsePodEnis(claim, choice, ways);
        }
        String before = "%s exceeds %d, all that ".formatted(claim.subjectOn(type), limits.possible(type));
        String after = " can address" + limits.inWords(type) + choice.among().ranking();
        List<String> peers = peers(claim, choice);
        int room = ROOM - before.length() - after.length();
        int roomForFix = room - type.name().length() + (peers.size() == 1 ? ROOM_FOR_MORE : 0);
        String fix = limits.leavesRoomForPods(type) ? Claim.anyOf(allWays, roomForFix) : limits.fixForNoRoom();
        return new Violation(claim.field(), before + named(peers, type, room - fix.length()) + after, fix);
    }

    private Finding mayBeDaemonSets(Claim claim, ChosenType choice, List<String> ways) {
        return new Unknown(
                claim.field(),
                "unknown whether %s can run %s pods".formatted(choice.named(), claim.shownOn(choice.type())),
                "%d pods can, more need DaemonSets in the host's network, and not all DaemonSets are known"
                        .formatted(limits.possible(choice.type())),
                Claim.anyOf(ways),
                Missing.OTHER);
    }

    private Finding mayUsePodEnis(Claim claim, ChosenType choice, List<String> ways) {
        String message = "unknown whether %s can run %s pods".formatted(choice.named(), claim.shownOn(choice.type()));
        String reason = "%d pods get addresses, and more pods need pod ENIs".formatted(limits.possible(choice.type()));
        String condition = ", unless the other pods have a SecurityGroupPolicy";
        int room = ROOM - message.length() - reason.length() - condition.length();
        return new Unknown(claim.field(), message, reason, Claim.anyOf(ways, room) + condition, Missing.OTHER);
    }

    /** Reports types on which only pods with pod ENIs get addresses. It is unknown whether all pods have a pod ENI. */
    private Finding withoutRoom(Claim claim, ChosenType choice) {
        String after = " can run %s pods".formatted(claim.shown());
        String reason = "only pods with pod ENIs get addresses, because no interface is left for other pods";
        String fix = limits.fixForNoRoom();
        int room = ROOM - "unknown whether ".length() - after.length() - reason.length() - fix.length();
        return new Unknown(
                claim.field(),
                "unknown whether " + named(peers(claim, choice), choice.type(), room) + after,
                reason,
                fix,
                Missing.OTHER);
    }

    /**
     * Returns the names of the types that can address exactly as many pods as the chosen type and are limited by the same settings,
     * starting with the chosen type.
     */
    private List<String> peers(Claim claim, ChosenType choice) {
        InstanceType type = choice.type();
        return choice.among().types().stream()
                .filter(other -> limits.possible(other) == limits.possible(type))
                .filter(other -> limits.inWords(other).equals(limits.inWords(type)))
                .filter(other -> claim.subjectOn(other).equals(claim.subjectOn(type)))
                .map(InstanceType::name)
                .sorted()
                .toList();
    }

    /** Returns as many names as fit into the number of characters, but at least one. */
    private static String named(List<String> peers, InstanceType type, int room) {
        return NameList.of(peers, Math.max(room, type.name().length()));
    }

    private static List<String> with(List<String> ways, String another) {
        List<String> more = new ArrayList<>(ways);
        more.add(another);
        return more;
    }

    private Finding between(Claim claim, ChosenType choice, List<String> ways) {
        InstanceType type = choice.type();
        return new Unknown(
                claim.field(),
                "unknown whether %s can address %s pods".formatted(choice.named(), claim.shownOn(type)),
                "the type can address %d with prefix delegation and %d without"
                        .formatted(limits.possible(type), limits.certain(type)),
                Claim.anyOf(with(ways, Given.AWS_NODE)),
                Missing.OTHER);
    }

    private static Finding withoutVcpus(Claim claim, ChosenType choice, List<String> ways) {
        return new Unknown(
                claim.field(),
                "unknown whether %s can address its pods".formatted(choice.named()),
                "podsPerCore limits the pods, but the number of vCPUs is unknown",
                Claim.anyOf(ways),
                Missing.OTHER);
    }

    private Finding unadvised(Claim claim, ChosenType choice, List<String> ways) {
        InstanceType type = choice.type();
        String vcpus = type.vcpus().isPresent() ? type.vcpus().getAsInt() + " vCPUs" : "unknown vCPUs";
        return new Violation(
                claim.field(),
                "%s exceeds %d, the most that %s advises for %s with %s%s"
                        .formatted(
                                claim.subjectOn(type),
                                limits.advised(type),
                                limits.adviser(type),
                                type.name(),
                                vcpus,
                                choice.among().ranking()),
                Claim.anyOf(ways),
                WARN);
    }
}
