package io.eniguard.cli;

import io.eniguard.cluster.ObjectId;
import io.eniguard.report.CheckReport;
import io.eniguard.report.ReviewedObject;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.source.file.Manifest;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges one object after the other in one world. A bug in judging one of them does not keep the others from being judged. */
final class Check {

    private final Reviewer reviewer;
    private final World world;
    private final List<ReviewedObject> results = new ArrayList<>();
    private int skipped;
    private @Nullable IllegalStateException bug;

    Check(Reviewer reviewer, World world) {
        this.reviewer = reviewer;
        this.world = world;
    }

    void review(Manifest manifest) {
        ObjectId id = ObjectId.of(manifest.object());
        if (reviewer.kindOf(id).isEmpty()) {
            skipped++;
            return;
        }
        try {
            results.add(new ReviewedObject(
                    id, manifest.place(), reviewer.review(ReviewRequest.create(manifest.object()), world)));
        } catch (RuntimeException e) {
            if (bug == null) {
                bug = new IllegalStateException(
                        "%s: %s/%s could not be judged: %s".formatted(manifest.place(), id.kind(), id.name(), e), e);
            }
        }
    }

    CheckReport report() {
        return new CheckReport(results, skipped);
    }

    /** @throws IllegalStateException when an object could not be judged, which is never the object's fault */
    void throwFirstBug() {
        if (bug != null) {
            throw bug;
        }
    }
}
