package io.eniguard.review;

import io.eniguard.cel.CelExpressions;
import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.ObjectId;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Point;
import io.eniguard.policy.Policies;
import io.eniguard.policy.PolicyReader;
import io.eniguard.policy.Subject;
import io.eniguard.policy.Subjects;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Rule;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reviews one change in one world. The same change and the same world always give the same verdict. Instances can be used by many threads.
 */
public final class Reviewer {

    private static final Comparator<Judged> STRICTEST_FIRST =
            Comparator.comparing(Judged::action).reversed().thenComparing(Judged::rule);

    /** The operations whose object gets no patch, because the object is deleted or already exists. */
    private static final Set<Operation> UNPATCHED = Set.of(Operation.DELETE, Operation.EXISTS);

    private final RulesInForce rules;
    private final List<ObjectKind<?>> kinds;
    private final PolicyFaults policyFaults;

    /** Creates a reviewer that applies all rules. */
    public Reviewer() {
        this(about -> true);
    }

    /**
     * Creates a reviewer that applies only some rules.
     *
     * @param inForce selects the rules to apply. All other rules are treated as if they did not exist. They report and patch nothing, and
     *     an ENIConfig that violates them can still serve nodes.
     */
    public Reviewer(Predicate<About> inForce) {
        this(new RulesInForce(inForce, Set.of(), Point.ADMISSION), new PolicyFaults(CatalogueKinds.ofRules()));
    }

    private Reviewer(RulesInForce rules, PolicyFaults policyFaults) {
        this.rules = rules;
        this.policyFaults = policyFaults;
        kinds = ObjectKind.all(new EniConfigFitness(rules), new JudgedSubnets(rules), new CelExpressions());
    }

    /**
     * Returns a reviewer that applies the same rules, except rules that draw conclusions from the absence of an object of these kinds. Rules
     * that only partly depend on these kinds apply, and report the dependent part as unknown.
     *
     * @param incomplete the kinds that may have unknown objects
     */
    public Reviewer withIncomplete(Set<ReviewedKind> incomplete) {
        return new Reviewer(new RulesInForce(rules.inForce(), incomplete, rules.point()), policyFaults);
    }

    /** Returns a reviewer that applies the same rules, with the actions that policies set for the point. The default is admission. */
    public Reviewer at(Point point) {
        return new Reviewer(rules.at(point), policyFaults);
    }

    /**
     * Returns a reviewer that applies the same rules. In the exemptions of policies under review, it accepts these ids of custom rules in
     * addition to those of the policies in force.
     */
    public Reviewer withCustomRules(Set<String> ids) {
        return new Reviewer(rules, policyFaults.withCustomRules(ids));
    }

    /** Returns the ids of the rules for the object's kind that are skipped only because some objects may be unknown, in order. */
    public List<String> rulesSkippedFor(ObjectId id) {
        return kind(id).stream()
                .flatMap(kind -> kind.rules().stream())
                .filter(rules::skipForIncompleteness)
                .map(rule -> rule.about().id())
                .toList();
    }

    /** Returns the Kubernetes kind of the object; empty if there are no rules for this kind. */
    public Optional<String> kindOf(ObjectId id) {
        return kind(id).map(ObjectKind::name);
    }

    /**
     * Returns the patch with its findings and notices, and the findings about the patched object. The command line and reports show this
     * verdict. An object that already exists gets no patch and is judged as it stands.
     */
    public Verdict review(ReviewRequest request, World world) {
        Verdict mutated = mutate(request, world);
        Tree patched = mutated.patch().applyTo(request.object());
        Verdict judged =
                validate(new ReviewRequest(request.operation(), patched, request.before(), request.requester()), world);
        List<Judged> all = new ArrayList<>(mutated.findings());
        all.addAll(judged.findings());
        return new Verdict(sorted(all), mutated.patch(), mutated.notices(), judged.brokenGlass());
    }

    /** Returns the patch with its findings and notices. This verdict is the answer of the mutating webhook, which never denies. */
    public Verdict mutate(ReviewRequest request, World world) {
        if (isAwsNodes(request) || UNPATCHED.contains(request.operation())) {
            return Verdict.PASS;
        }
        World seen = world.withIncomplete(rules.incomplete()).forNewReview();
        return kind(request.id()).map(kind -> mutate(kind, request, seen)).orElse(Verdict.PASS);
    }

    /** Returns the findings about the object without a patch. This verdict is the answer of the validating webhook. */
    public Verdict validate(ReviewRequest request, World world) {
        if (isAwsNodes(request)) {
            return Verdict.PASS;
        }
        World seen = world.withIncomplete(rules.incomplete()).forNewReview();
        return PolicyReader.isPolicy(request.subject()) ? validatePolicy(request, seen) : validateObject(request, seen);
    }

    private Verdict validateObject(ReviewRequest request, World world) {
        return kind(request.id()).map(kind -> validate(kind, request, world)).orElse(Verdict.PASS);
    }

    /** Policies do not apply to policies, so that no policy can exempt itself or another policy. */
    private Verdict validatePolicy(ReviewRequest request, World world) {
        Verdict ofRules = validateObject(request, world.withPolicies(Policies.NONE));
        return ofRules.withFindings(sorted(policyFaults.judge(rules, request, world, ofRules.findings())));
    }

    /**
     * Returns whether the request is a change of a node by aws-node. These requests are exempt from the review, but requests by aws-node
     * for other objects are not.
     */
    private static boolean isAwsNodes(ReviewRequest request) {
        ObjectId id = request.id();
        return request.requester().isAwsNode()
                && id.group().isEmpty()
                && id.kind().equals(ClusterNode.KIND);
    }

    private Optional<ObjectKind<?>> kind(ObjectId id) {
        return kinds.stream().filter(kind -> kind.matches().test(id)).findFirst();
    }

    private <T> Verdict mutate(ObjectKind<T> kind, ReviewRequest request, World world) {
        Patch patch = Patch.NONE;
        List<Judged> findings = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        Enforcement enforcement = enforcement(kind, request, Optional.empty(), world);
        for (Mutator<T> mutator : kind.mutators()) {
            if (!enforcement.includes(mutator.rule())) {
                continue;
            }
            Tree object = patch.applyTo(request.object());
            Change<T> change = change(kind, request, object, world);
            Mutator.Proposal proposal = mutator.propose(change, object, enforcement.world());
            patch = patch.and(proposal.patch());
            findings.addAll(enforcement.judge(proposal.findings(), mutator.rule(), change));
            notices.addAll(proposal.notices());
        }
        return new Verdict(sorted(findings), patch, notices, Optional.empty());
    }

    private <T> Verdict validate(ObjectKind<T> kind, ReviewRequest request, World world) {
        Change<T> change = change(kind, request, request.subject(), world);
        Optional<BreakGlass> glass = BreakGlass.in(request, subjects(kind, request), world);
        Enforcement enforcement = enforcement(kind, request, glass, world);
        // Rules about nodes judge ENIConfigs, whose custom rules must not use up the budget of those about the node.
        List<Judged> ofCustomRules = new CustomRules(enforcement).judge(change, request.subject(), request.before());
        List<Judged> findings = new ArrayList<>();
        for (Rule<T> rule : kind.rules()) {
            findings.addAll(enforcement.judge(rule, change));
        }
        findings.addAll(ofCustomRules);
        boolean isBroken = !world.parameters().warnOnly() && findings.stream().anyMatch(Judged::isWaived);
        return new Verdict(sorted(Folding.fold(findings)), Patch.NONE, List.of(), isBroken ? glass : Optional.empty());
    }

    private Enforcement enforcement(
            ObjectKind<?> kind, ReviewRequest request, Optional<BreakGlass> glass, World world) {
        return Enforcement.of(rules, subjects(kind, request), world, glass.isPresent());
    }

    private static Subjects subjects(ObjectKind<?> kind, ReviewRequest request) {
        Subject subject = subject(kind, request.subject());
        return request.operation() == Operation.DELETE || request.before().isEmpty()
                ? Subjects.of(subject)
                : new Subjects(subject, Optional.of(subject(kind, request.before())));
    }

    private static Subject subject(ObjectKind<?> kind, Tree object) {
        return new Subject(
                kind.nameInPolicies(), object.text("metadata", "name").orElse(""), object.texts("metadata", "labels"));
    }

    private static <T> Change<T> change(ObjectKind<T> kind, ReviewRequest request, Tree subject, World world) {
        Optional<T> before = request.before().isEmpty()
                ? Optional.empty()
                : Optional.of(kind.reader().apply(request.before(), world));
        return new Change<>(request.operation(), kind.reader().apply(subject, world), before, request.requester());
    }

    private static List<Judged> sorted(List<Judged> findings) {
        return findings.stream().sorted(STRICTEST_FIRST).toList();
    }
}
