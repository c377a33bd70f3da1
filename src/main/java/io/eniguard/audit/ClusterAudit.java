package io.eniguard.audit;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ObjectId;
import io.eniguard.review.Patch;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.tree.PlacedObject;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Reviews objects one after the other in one world, each as if a person created it now. Safe for use by several threads.
 *
 * <p>A rule that fails on one object does not keep the other objects from being reviewed.
 */
public final class ClusterAudit {

    /**
     * Rules that draw conclusions from an ENIConfig that is not there. Without a label, a node falls back to the ENIConfig
     * {@code default}, so {@code node-zone} is one of them.
     */
    public static final List<String> NEED_ALL_OBJECTS =
            List.of("node-eniconfig", "node-resolves", "node-zone", "zone-coverage");

    /** Whether the world holds all objects that it should hold. */
    public enum Objects {
        COMPLETE,
        /** Some could not be read, so the absence of an object proves nothing. */
        INCOMPLETE
    }

    private final Reviewer reviewer;
    private final World world;
    private final Objects completeness;

    public ClusterAudit(Reviewer reviewer, World world) {
        this(reviewer, world, Objects.COMPLETE);
    }

    /**
     * @param completeness if incomplete, the rules of {@link #NEED_ALL_OBJECTS} report nothing, and no node gets a label, which an ENIConfig
     *     among the missing objects could change
     */
    public ClusterAudit(Reviewer reviewer, World world, Objects completeness) {
        this.reviewer = reviewer;
        this.world = world;
        this.completeness = completeness;
    }

    public AuditReport of(Collection<PlacedObject> objects) {
        List<AuditedObject> results = new ArrayList<>();
        List<SkippedObject> skipped = new ArrayList<>();
        List<AuditFailure> failures = new ArrayList<>();
        for (PlacedObject placed : objects) {
            ObjectId id = ObjectId.of(placed.object());
            if (reviewer.kindOf(id).isEmpty()) {
                skipped.add(new SkippedObject(id, placed.place()));
                continue;
            }
            try {
                Verdict verdict = reviewer.review(ReviewRequest.create(placed.object()), world);
                results.add(new AuditedObject(id, placed.place(), settled(verdict, id)));
            } catch (RuntimeException e) {
                failures.add(new AuditFailure(id, placed.place(), e));
            }
        }
        return new AuditReport(results, skipped, failures);
    }

    private Verdict settled(Verdict verdict, ObjectId id) {
        if (completeness == Objects.COMPLETE) {
            return verdict;
        }
        return new Verdict(
                verdict.findings().stream()
                        .filter(judged -> !NEED_ALL_OBJECTS.contains(judged.rule()))
                        .toList(),
                id.kind().equals(ClusterNode.KIND) ? Patch.NONE : verdict.patch());
    }
}
