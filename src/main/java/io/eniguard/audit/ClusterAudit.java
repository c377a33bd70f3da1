package io.eniguard.audit;

import io.eniguard.cluster.ObjectId;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.PolicyReader;
import io.eniguard.review.ReviewRequest;
import io.eniguard.review.Reviewer;
import io.eniguard.review.Verdict;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reviews objects one after the other in one world. Instances can be used by several threads.
 *
 * <p>If the review of one object fails, the other objects are still reviewed, unless there is no memory left.
 */
public final class ClusterAudit {

    private final Reviewer reviewer;
    private final World world;

    /** Creates an audit of a cluster whose objects are all known. */
    public ClusterAudit(Reviewer reviewer, World world) {
        this(reviewer, world, Set.of());
    }

    /**
     * Creates an audit of a cluster in which some objects may be unknown.
     *
     * @param incomplete the kinds that may have unknown objects, because a file could not be read or a permission is missing. Rules that
     *     draw conclusions from the absence of objects of these kinds are skipped and listed in {@link AuditReport#skippedRules}.
     */
    public ClusterAudit(Reviewer reviewer, World world, Set<ReviewedKind> incomplete) {
        this.reviewer = reviewer.withIncomplete(incomplete);
        this.world = world.withIncomplete(incomplete);
    }

    /** Reviews objects that do not exist yet, such as objects in files, each as if a person created it now. */
    public AuditReport ofNew(Collection<PlacedObject> objects) {
        return ofNew(objects, List.of());
    }

    /**
     * Reviews objects that do not exist yet, each as if a person created it now. The exemptions of policies among them can name the custom
     * rules of one another.
     *
     * @param existing objects that already exist; they are reviewed as they are
     */
    public AuditReport ofNew(Collection<PlacedObject> objects, Collection<PlacedObject> existing) {
        Set<String> customRules = new TreeSet<>();
        objects.stream()
                .map(PlacedObject::object)
                .filter(PolicyReader::isPolicy)
                .forEach(policy -> customRules.addAll(PolicyReader.customIds(policy)));
        Reviewer lenient = customRules.isEmpty() ? reviewer : reviewer.withCustomRules(customRules);
        return of(
                lenient,
                Stream.concat(
                                objects.stream().map(placed -> new Reviewed(placed, ReviewRequest::create)),
                                existing.stream().map(placed -> new Reviewed(placed, ReviewRequest::existing)))
                        .toList());
    }

    /** Judges objects that exist in the cluster as they stand. No patch is applied, because it would not be stored. */
    public AuditReport ofExisting(Collection<PlacedObject> objects) {
        return of(
                reviewer,
                objects.stream()
                        .map(placed -> new Reviewed(placed, ReviewRequest::existing))
                        .toList());
    }

    /** An object and the way in which it is reviewed. */
    private record Reviewed(PlacedObject placed, Function<Tree, ReviewRequest> request) {}

    private AuditReport of(Reviewer reviewer, List<Reviewed> objects) {
        List<AuditedObject> results = new ArrayList<>();
        List<SkippedObject> skipped = new ArrayList<>();
        List<AuditFailure> failures = new ArrayList<>();
        Set<String> skippedRules = new TreeSet<>();
        for (Reviewed reviewed : objects) {
            PlacedObject placed = reviewed.placed();
            ObjectId id = ObjectId.of(placed.object());
            if (reviewer.kindOf(id).isEmpty()) {
                skipped.add(new SkippedObject(id, placed.place()));
                continue;
            }
            skippedRules.addAll(reviewer.rulesSkippedFor(id));
            try {
                Verdict verdict = reviewer.review(reviewed.request().apply(placed.object()), world);
                results.add(new AuditedObject(id, placed.place(), verdict));
            } catch (OutOfMemoryError e) {
                // The other objects need memory, too. The caller knows what to do about it.
                throw e;
            } catch (RuntimeException | Error e) {
                failures.add(new AuditFailure(id, placed.place(), e));
            }
        }
        return new AuditReport(
                PoolRepetitions.removedFrom(results, world.cluster()), skipped, failures, List.copyOf(skippedRules));
    }
}
