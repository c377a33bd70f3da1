package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
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

    private final Reviewer reviewer;
    private final World world;

    public ClusterAudit(Reviewer reviewer, World world) {
        this.reviewer = reviewer;
        this.world = world;
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
                results.add(new AuditedObject(
                        id, placed.place(), reviewer.review(ReviewRequest.create(placed.object()), world)));
            } catch (RuntimeException e) {
                failures.add(new AuditFailure(id, placed.place(), e));
            }
        }
        return new AuditReport(results, skipped, failures);
    }
}
