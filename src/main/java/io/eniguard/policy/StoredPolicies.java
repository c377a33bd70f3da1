package io.eniguard.policy;

import io.eniguard.tree.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The policies that a cluster contains, together with the policies of files, which take precedence. A stored policy with faults keeps its
 * last good version in force, so that a typing error does not lift a rule. Of two stored policies with the same custom rule, the older one
 * keeps the rule, and the other one works without it. Objects of this class are immutable, and can be used by many threads.
 */
public final class StoredPolicies {

    /** No policies. */
    public static final StoredPolicies NONE = new StoredPolicies(Map.of(), Policies.NONE, Policies.NONE);

    // The API server writes all creation timestamps in the same form and in UTC, so their order as texts is their order
    // in time.
    private static final Comparator<Tree> OLDEST_FIRST = Comparator.comparing((Tree document) ->
                    document.text("metadata", "creationTimestamp").orElse(""))
            .thenComparing(StoredPolicy::name);

    /** A slow machine needs about a second to compile as many characters, and half a minute for the largest policy. */
    private static final int LONG = 32_768;

    private final Map<String, StoredPolicy> byName;
    private final Policies ofFiles;
    private final Policies inForce;

    private StoredPolicies(Map<String, StoredPolicy> byName, Policies ofFiles, Policies inForce) {
        this.byName = byName;
        this.ofFiles = ofFiles;
        this.inForce = inForce;
    }

    /** Returns the stored policies in order of their names. */
    public List<StoredPolicy> all() {
        return List.copyOf(byName.values());
    }

    /** Returns the policies of files. */
    public Policies ofFiles() {
        return ofFiles;
    }

    /** Returns all policies in force, including those of files. */
    public Policies inForce() {
        return inForce;
    }

    /** Returns whether a fault of a policy has gone as time passed, so that {@link #next} gives another result for the same documents. */
    public boolean areOutdated(Instant now) {
        return byName.values().stream().anyMatch(policy -> policy.isOutdated(now));
    }

    /**
     * Returns the policies after a change. A document is read only if its content has changed or if it is outdated.
     *
     * @param documents all documents of the kind {@code CustomNetworkingPolicy} in the cluster
     * @param files the policies of files
     * @param now the instant of the change, from which the ends of exemptions are counted
     */
    public StoredPolicies next(Collection<Tree> documents, Policies files, PolicyReader reader, Instant now) {
        Turn turn = new Turn(files);
        Set<String> customIds = new HashSet<>(files.customRuleIds());
        documents.forEach(document -> customIds.addAll(PolicyReader.customIds(document)));
        documents.stream().sorted(OLDEST_FIRST).forEach(document -> {
            PolicyReader.Outcome outcome =
                    known(document, now).orElseGet(() -> reader.read(document, PolicyOrigin.STORED, customIds, now));
            turn.add(document, outcome, before(document).flatMap(StoredPolicy::lastGood));
        });
        return turn.outcome();
    }

    /**
     * Returns the documents that {@link #next} reads quickly. In place of a document whose expressions take long to compile, the list
     * contains the one that was read before, if there is one. So the other policies need not wait for it.
     */
    public List<Tree> withoutLongChanges(Collection<Tree> documents, Instant now) {
        return documents.stream()
                .flatMap(document -> isLong(document) && known(document, now).isEmpty()
                        ? before(document).map(StoredPolicy::document).stream()
                        : Stream.of(document))
                .toList();
    }

    private static boolean isLong(Tree document) {
        return document.trees("spec", "custom").stream()
                        .mapToLong(rule -> length(rule, "expression") + length(rule, "messageExpression"))
                        .sum()
                > LONG;
    }

    private static long length(Tree rule, String field) {
        return rule.text(field).map(String::length).orElse(0);
    }

    /** Returns the policy as it was before; empty if it is a new one. */
    private Optional<StoredPolicy> before(Tree document) {
        return Optional.ofNullable(byName.get(StoredPolicy.name(document))).filter(old -> old.isSameObject(document));
    }

    /** Returns the result of reading the document if it is known from before. */
    private Optional<PolicyReader.Outcome> known(Tree document, Instant now) {
        return before(document)
                .filter(old -> old.hasSameContent(document) && !old.isOutdated(now))
                .map(StoredPolicy::outcome);
    }

    /** One pass over all policies. If several policies have a custom rule with the same id, the first policy keeps the rule. */
    private static final class Turn {

        private final Policies files;
        private final Set<String> names = new HashSet<>();
        private final Map<String, String> policyByCustomId = new TreeMap<>();
        private final Map<String, StoredPolicy> byName = new TreeMap<>();

        Turn(Policies files) {
            this.files = files;
            files.all().forEach(this::claim);
            files.all().forEach(policy -> names.add(policy.name()));
        }

        void add(Tree document, PolicyReader.Outcome outcome, Optional<Policy> lastGood) {
            boolean isReplaced = names.contains(StoredPolicy.name(document));
            List<PolicyFault> faults = new ArrayList<>();
            if (isReplaced) {
                // The other faults have no consequence. Most of them would be conflicts with the policy of the file.
                faults.add(PolicySet.replaced(StoredPolicy.name(document)));
            } else {
                faults.addAll(outcome.faults());
                outcome.policy().ifPresent(policy -> faults.addAll(PolicySet.taken(policy, policyByCustomId)));
            }
            Optional<Policy> good = faults.isEmpty() ? outcome.policy() : lastGood;
            // Without a last good version, a policy whose only faults are conflicts works without the rules that it
            // lacks. So a replica that starts later than another one comes to the same result.
            Optional<Policy> inForce = isReplaced
                    ? Optional.empty()
                    : good.or(outcome::policy).map(policy -> policy.without(policyByCustomId.keySet()));
            inForce.ifPresent(this::claim);
            StoredPolicy stored = new StoredPolicy(document, outcome, faults, good, inForce);
            byName.put(stored.name(), stored);
        }

        private void claim(Policy policy) {
            policy.custom().forEach(rule -> policyByCustomId.putIfAbsent(rule.id(), policy.name()));
        }

        StoredPolicies outcome() {
            List<Policy> inForce = Stream.concat(
                            files.all().stream(), byName.values().stream().flatMap(stored -> stored.inForce().stream()))
                    .toList();
            return new StoredPolicies(byName, files, inForce.isEmpty() ? Policies.NONE : new Policies(inForce, names));
        }
    }
}
