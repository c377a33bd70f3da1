package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.text.Count;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A nonexistent zone at the start of an ENIConfig's name. The zone has the form of an availability zone of the region, but it is not among
 * the zones of the region.
 *
 * @param zone the zone's name or id, such as {@code eu-west-1d} or {@code euw1-az9}
 * @param listed the number of known zones of the region
 */
record UnlistedZone(String zone, int listed) {

    // The patterns do not match local zones and wavelength zones. A list of zones can omit these zones if the account
    // has not opted in.
    private static final Pattern NAME = Pattern.compile("(([a-z]+-)+[0-9])[a-z](?=[-.]|$)");
    private static final Pattern ID = Pattern.compile("([a-z]+[0-9])-az[0-9]+(?=[-.]|$)");

    /**
     * Finds a nonexistent zone at the start of a name. The result is empty if the list of zones is unknown or old, because the zone may
     * then exist.
     */
    static Optional<UnlistedZone> inName(String name, World world) {
        return world.vpc()
                .zones()
                .filter(all -> world.isFresh(Part.ZONES))
                .flatMap(all -> Stream.of(
                                sibling(NAME, name, all.stream().flatMap(zone -> zone.name().stream())),
                                sibling(ID, name, all.stream().flatMap(zone -> zone.id().stream())))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(zone -> new UnlistedZone(zone, all.size())));
    }

    /** Returns the zone at the start of the name if it is not listed but belongs to the same region as a listed zone. */
    private static Optional<String> sibling(Pattern form, String name, Stream<String> listed) {
        Matcher found = form.matcher(name);
        if (!found.lookingAt()) {
            return Optional.empty();
        }
        Set<String> zones = listed.collect(Collectors.toSet());
        boolean isOfTheRegion = zones.stream()
                .map(form::matcher)
                .anyMatch(zone -> zone.matches() && zone.group(1).equals(found.group(1)));
        return isOfTheRegion && !zones.contains(found.group()) ? Optional.of(found.group()) : Optional.empty();
    }

    /** Returns the finding about the name. The finding is only a warning, because the subnet may be correct despite the name. */
    Finding finding(Subnet subnet, World world) {
        String place = subnet.zone().isKnown() ? subnet.zone() + ", the zone of its subnet" : "the zone of its subnet";
        return new Violation(
                        "metadata.name",
                        "the ENIConfig's name starts with %s, which is not among the %s (%s)"
                                .formatted(zone, Count.of(listed, "known zone"), world.provenance(Part.ZONES)),
                        "name it after %s, or set the annotation %s".formatted(place, EniConfig.ZONE_ANNOTATION))
                .atMost(WARN);
    }
}
