package io.eniguard.review.explain;

import io.eniguard.policy.Action;
import io.eniguard.policy.Point;
import io.eniguard.review.Judged;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A finding about an object as it stands, with its action at each point of enforcement.
 *
 * @param judged the finding with its strictest consequence
 * @param actions the actions; a point at which there is no such finding is absent
 */
public record PointFinding(Judged judged, Map<Point, Action> actions) {

    private static final Comparator<PointFinding> STRICTEST_FIRST = Comparator.comparing(
                    (PointFinding finding) -> finding.judged().action())
            .reversed()
            .thenComparing(finding -> finding.judged().rule());

    public PointFinding {
        Map<Point, Action> ordered = new EnumMap<>(Point.class);
        ordered.putAll(actions);
        actions = Collections.unmodifiableMap(ordered);
    }

    /** Findings at different points are the same finding if all these texts are equal. */
    private record Key(String rule, String outcome, String field, String message) {}

    /** Returns whether the finding has the same action at every point. */
    public boolean isSameEverywhere() {
        return actions.size() == Point.values().length
                && actions.values().stream().distinct().count() == 1;
    }

    /** Reviews the object at all points, and merges the findings. The strictest finding is the first one. */
    static List<PointFinding> of(Tree object, World world) {
        Map<Key, PointFinding> merged = new LinkedHashMap<>();
        for (Point point : Point.values()) {
            Reviewer reviewer = new Reviewer().at(point).withIncomplete(world.incomplete());
            for (Judged judged :
                    reviewer.review(ReviewRequest.existing(object), world).findings()) {
                Key key = new Key(
                        judged.rule(),
                        judged.finding().outcome(),
                        judged.finding().field(),
                        judged.finding().message());
                merged.merge(key, new PointFinding(judged, Map.of(point, judged.action())), PointFinding::and);
            }
        }
        List<PointFinding> sorted = new ArrayList<>(merged.values());
        sorted.sort(STRICTEST_FIRST);
        return sorted;
    }

    private PointFinding and(PointFinding other) {
        Map<Point, Action> all = new EnumMap<>(actions);
        // Several findings at one point can have the same texts, and the strictest of them counts.
        other.actions.forEach(
                (point, action) -> all.merge(point, action, (one, two) -> one.compareTo(two) >= 0 ? one : two));
        return new PointFinding(judged.action().compareTo(other.judged.action()) >= 0 ? judged : other.judged, all);
    }
}
