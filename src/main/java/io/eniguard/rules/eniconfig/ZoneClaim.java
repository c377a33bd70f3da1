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
 * The zone that an ENIConfig is for, and what says so.
 *
 * @param isNoZone all zones are known, and this is none of them; or the text holds characters that no zone has
 */
record ZoneClaim(Zone zone, Source source, boolean isNoZone) {

    // Zone ids as EC2 spells them: usw2-az1, usw2-lax1-az1.
    private static final Pattern ZONE_ID = Pattern.compile("[a-z]{3,6}[0-9]-([a-z]{3}[0-9]-)?az[0-9]+");

    /** Longer than any zone's name. */
    private static final int LONGEST_ZONE = 30;

    /** In order of precedence. */
    enum Source {
        ANNOTATION,
        NAME,
        NODES
    }

    /** By the annotation, else by the name, else by the nodes that it serves. */
    static Optional<ZoneClaim> of(EniConfig config, World world) {
        return ofItself(config, world).or(() -> byNodes(config, world));
    }

    /** By the annotation, else by the name. */
    static Optional<ZoneClaim> ofItself(EniConfig config, World world) {
        return Optional.ofNullable(config.annotations().get(EniConfig.ZONE_ANNOTATION))
                .map(text -> byAnnotation(text, world))
                .or(() -> byName(config.name(), world));
    }

    private static ZoneClaim byAnnotation(String text, World world) {
        Zone zone = ZONE_ID.matcher(text).matches()
                ? new Zone(Optional.empty(), Optional.of(text))
                // Invisible characters become blanks, so that the text stays another one than the zone's.
                : Zone.named(PlainText.cut(PlainText.oneLine(text), LONGEST_ZONE));
        boolean isNoZone = !PlainText.isPlain(text)
                || (world.vpc().zones().isPresent() && spellings(world).noneMatch(text::equals));
        return new ZoneClaim(world.complete(zone), Source.ANNOTATION, isNoZone);
    }

    private static Optional<ZoneClaim> byName(String name, World world) {
        return spellings(world)
                .filter(zone -> name.equals(zone) || name.startsWith(zone + "-") || name.startsWith(zone + "."))
                .max(Comparator.comparingInt(String::length))
                .flatMap(spelling -> world.vpc().zonesSeen().stream()
                        .filter(zone -> zone.name().filter(spelling::equals).isPresent()
                                || zone.id().filter(spelling::equals).isPresent())
                        .findFirst())
                .map(zone -> new ZoneClaim(world.complete(zone), Source.NAME, false));
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
                ? Optional.of(new ZoneClaim(zones.get(0), Source.NODES, false))
                : Optional.empty();
    }
}
