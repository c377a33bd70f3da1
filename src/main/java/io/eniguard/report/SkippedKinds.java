package io.eniguard.report;

import io.eniguard.audit.SkippedObject;
import io.eniguard.cluster.ObjectId;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.text.Count;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Names the kinds of skipped objects, so that a summary shows whether an object was skipped by mistake. */
final class SkippedKinds {

    private static final int MOST_KINDS = 5;

    private SkippedKinds() {}

    /** Returns a text such as {@code Service, HelmRelease}, in the order of the input and without repetitions. */
    static String of(Collection<SkippedObject> skipped) {
        List<String> kinds =
                skipped.stream().map(object -> kind(object.id())).distinct().toList();
        String named = String.join(", ", kinds.subList(0, Math.min(MOST_KINDS, kinds.size())));
        int others = kinds.size() - MOST_KINDS;
        return others > 0 ? "%s and %d more %s".formatted(named, others, Count.noun(others, "kind")) : named;
    }

    private static String kind(ObjectId id) {
        String kind = PlainText.cut(id.kind(), Quote.LONGEST).strip();
        if (kind.isEmpty()) {
            return "no kind";
        }
        // Without its API group, a NodePool of another group would look like an object that eniguard reviews.
        boolean isAmbiguous =
                Stream.of(ReviewedKind.values()).anyMatch(known -> known.kind().equals(kind));
        return isAmbiguous ? "%s of %s".formatted(kind, PlainText.cut(id.apiVersion(), Quote.LONGEST)) : kind;
    }
}
