package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.WARN;

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
 * A zone that an ENIConfig's name starts with and that does not exist. It has the form of an availability zone of the region, but it is not
 * among the zones of the region.
 *
 * @param zone the zone's name or id, such as {@code eu-west-1d} or {@code euw1-az9}
 * @param listed the number of zones of the region
 */
record UnlistedZone(String zone, int listed) {

    // Local zones and wavelength zones have other forms. They are missing from lists that leave out zones without
    // opt-in.
    private static final Pattern NAME = Pattern.compile("(([a-z]+-)+[0-9])[a-z](?=[-.]|$)");
    private static final Pattern ID = Pattern.compile("([a-z]+[0-9])-az[0-9]+(?=[-.]|$)");

    /** Finds the zone. Empty if the list of zones is unknown or old, because other zones may exist then. */
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

    /** Returns the zone at the start of the name if it belongs to the region of a listed zone and is not listed. */
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

    /** Returns a warning. It is not a denial, because the subnet may be the right one in spite of the name. */
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
