package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.BoundNodes;
import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Zone;
import io.eniguard.text.PlainText;
import io.eniguard.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The zone that an ENIConfig is intended for.
 *
 * @param spelling the zone as its source spells it, by name or id
 * @param isNoZone whether the zone certainly does not exist, because all zones of the region are known and it is not among them, or because
 *     the text cannot be a zone
 */
record ZoneClaim(Zone zone, String spelling, Source source, boolean isNoZone) {

    // The form of zone ids in EC2, such as usw2-az1 and usw2-lax1-az1.
    private static final Pattern ZONE_ID = Pattern.compile("[a-z]{3,6}[0-9]-([a-z]{3}[0-9]-)?az[0-9]+");

    /** The maximum length of an annotation in a message. Names of zones are shorter. */
    private static final int LONGEST_ZONE = 30;

    /** The sources of the zone, in order of precedence. */
    enum Source {
        ANNOTATION,
        NAME,
        NODES
    }

    /** Reads the zone from the annotation, otherwise from the name, otherwise from the nodes that use the ENIConfig. */
    static Optional<ZoneClaim> of(EniConfig config, World world) {
        return ofItself(config, world).or(() -> byNodes(config, world));
    }

    /** Reads the zone from the annotation, otherwise from the name. */
    static Optional<ZoneClaim> ofItself(EniConfig config, World world) {
        return Optional.ofNullable(config.annotations().get(EniConfig.ZONE_ANNOTATION))
                .map(text -> byAnnotation(text, world))
                .or(() -> byName(config.name(), world));
    }

    private static ZoneClaim byAnnotation(String text, World world) {
        // Invisible characters are replaced by blanks, so the spelling stays different from the name of a zone.
        String spelling = PlainText.cut(PlainText.oneLine(text), LONGEST_ZONE);
        Zone zone =
                ZONE_ID.matcher(text).matches() ? new Zone(Optional.empty(), Optional.of(text)) : Zone.named(spelling);
        boolean isNoZone = text.isBlank()
                || !PlainText.isPlain(text)
                || (world.vpc().zones().isPresent() && spellings(world).noneMatch(text::equals));
        return new ZoneClaim(world.complete(zone), spelling, Source.ANNOTATION, isNoZone);
    }

    private static Optional<ZoneClaim> byName(String name, World world) {
        return spellings(world)
                .filter(zone -> name.equals(zone) || name.startsWith(zone + "-") || name.startsWith(zone + "."))
                .max(Comparator.comparingInt(String::length))
                .flatMap(spelling -> world.vpc().zonesSeen().stream()
                        .filter(zone -> zone.name().filter(spelling::equals).isPresent()
                                || zone.id().filter(spelling::equals).isPresent())
                        .findFirst()
                        .map(zone -> new ZoneClaim(world.complete(zone), spelling, Source.NAME, false)));
    }

    private static Stream<String> spellings(World world) {
        return world.vpc().zonesSeen().stream()
                .flatMap(zone -> Stream.concat(zone.name().stream(), zone.id().stream()));
    }

    private static Optional<ZoneClaim> byNodes(EniConfig config, World world) {
        List<Zone> zones = world.nodesServedBy(config.name()).orElse(BoundNodes.NONE).zones().stream()
                .map(world::complete)
                .distinct()
                .toList();
        return zones.size() == 1 && zones.get(0).isKnown()
                ? Optional.of(new ZoneClaim(zones.get(0), zones.get(0).toString(), Source.NODES, false))
                : Optional.empty();
    }

    /**
     * Returns the zone as its source spells it. If the spelling is an id, the name follows in parentheses: {@code usw2-az2 (us-west-2b)}.
     */
    @Override
    public String toString() {
        return zone.name()
                .filter(name -> !name.equals(spelling))
                .map(name -> "%s (%s)".formatted(spelling, name))
                .orElse(spelling);
    }
}
