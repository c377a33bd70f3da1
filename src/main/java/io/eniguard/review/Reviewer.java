package io.eniguard.review;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ObjectId;
import io.eniguard.rules.About;
import io.eniguard.rules.Action;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Operation;
import io.eniguard.rules.Rule;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Judges one change in one world. The same change and the same world always give the same verdict. Safe for use by many threads.
 */
public final class Reviewer {

    private static final Comparator<Judged> STRICTEST_FIRST =
            Comparator.comparing(Judged::action).reversed().thenComparing(Judged::rule);

    private final List<ObjectKind<?>> kinds = ObjectKind.all();
    private final Predicate<About> inForce;

    /** With all rules. */
    public Reviewer() {
        this(about -> true);
    }

    /** @param inForce the rules to ask; the others are as if they did not exist */
    public Reviewer(Predicate<About> inForce) {
        this.inForce = inForce;
    }

    /** The kind's name when there are rules for the object. */
    public Optional<String> kindOf(ObjectId id) {
        return kind(id).map(ObjectKind::name);
    }

    /** What the command line and reports say: the patch, and the findings of the object with that patch applied. */
    public Verdict review(ReviewRequest request, World world) {
        Verdict mutated = mutate(request, world);
        Tree patched = mutated.patch().applyTo(request.object());
        Verdict judged =
                validate(new ReviewRequest(request.operation(), patched, request.before(), request.requester()), world);
        List<Judged> all = new ArrayList<>(mutated.findings());
        all.addAll(judged.findings());
        return new Verdict(sorted(all), mutated.patch());
    }

    /** The patch alone, with what there is to say of it: a mutating webhook's answer. Nothing is ever denied here. */
    public Verdict mutate(ReviewRequest request, World world) {
        if (isAwsNodes(request) || request.operation() == Operation.DELETE) {
            return Verdict.PASS;
        }
        return kind(request.id()).map(kind -> mutate(kind, request, world)).orElse(Verdict.PASS);
    }

    /** The findings of the object as it stands: a validating webhook's answer. */
    public Verdict validate(ReviewRequest request, World world) {
        if (isAwsNodes(request)) {
            return Verdict.PASS;
        }
        return kind(request.id()).map(kind -> validate(kind, request, world)).orElse(Verdict.PASS);
    }

    /** Writes of aws-node to nodes are exempt. For any other object aws-node is a machine like all others. */
    private static boolean isAwsNodes(ReviewRequest request) {
        ObjectId id = request.id();
        return request.requester().isAwsNode()
                && id.group().isEmpty()
                && id.kind().equals(ClusterNode.KIND);
    }

    private Optional<ObjectKind<?>> kind(ObjectId id) {
        return kinds.stream().filter(kind -> kind.matches().test(id)).findFirst();
    }

    private static <T> Verdict mutate(ObjectKind<T> kind, ReviewRequest request, World world) {
        Patch patch = Patch.NONE;
        List<Judged> findings = new ArrayList<>();
        for (Mutator<T> mutator : kind.mutators()) {
            Tree object = patch.applyTo(request.object());
            Mutator.Proposal proposal = mutator.propose(change(kind, request, object, world), object, world);
            patch = patch.and(proposal.patch());
            findings.addAll(proposal.findings());
        }
        return new Verdict(sorted(findings), patch);
    }

    private <T> Verdict validate(ObjectKind<T> kind, ReviewRequest request, World world) {
        Change<T> change = change(kind, request, request.subject(), world);
        List<Judged> findings = new ArrayList<>();
        for (Rule<T> rule : kind.rules()) {
            if (rule.about().operations().contains(change.operation()) && inForce.test(rule.about())) {
                for (Finding finding : rule.check(change, world)) {
                    findings.add(new Judged(rule.about().id(), action(rule, finding, change, world), finding));
                }
            }
        }
        return new Verdict(sorted(Folding.fold(findings)), Patch.NONE);
    }

    private static <T> Change<T> change(ObjectKind<T> kind, ReviewRequest request, Tree subject, World world) {
        Optional<T> before = request.before().isEmpty()
                ? Optional.empty()
                : Optional.of(kind.reader().apply(request.before(), world));
        return new Change<>(request.operation(), kind.reader().apply(subject, world), before, request.requester());
    }

    private static <T> Action action(Rule<T> rule, Finding finding, Change<T> change, World world) {
        About about = rule.about();
        Action action = finding instanceof Finding.Unknown
                ? Action.WARN.butAtMost(finding.atMost())
                : about.actionFor(change.requester()).butAtMost(finding.atMost());
        return action == Action.DENY && (world.parameters().warnOnly() || isOld(rule, change)) ? Action.WARN : action;
    }

    /** The fault was there before, as far as this rule reads the object. */
    private static <T> boolean isOld(Rule<T> rule, Change<T> change) {
        return change.isUpdate()
                && change.before()
                        .map(before -> Objects.equals(rule.reads(before), rule.reads(change.object())))
                        .orElse(false);
    }

    private static List<Judged> sorted(List<Judged> findings) {
        return findings.stream().sorted(STRICTEST_FIRST).toList();
    }
}
