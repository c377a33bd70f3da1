package io.eniguard.policy;

import io.eniguard.text.NameList;
import io.eniguard.tree.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A policy that a cluster contains.
 *
 * @param document the object, with its metadata and status
 * @param outcome the result of reading the object, without its conflicts with other policies
 * @param faults the faults of the object, including conflicts with other policies; empty if the object is in force as it is
 * @param lastGood the last version of the object that had no faults; empty if there was none since the object was created or since this
 *     process started
 * @param inForce the version in force: the object as it is, or what conflicts leave of its last good version, or of the object itself if it
 *     has no other faults and no last good version; empty if the policy has no effect
 */
public record StoredPolicy(
        Tree document,
        PolicyReader.Outcome outcome,
        List<PolicyFault> faults,
        Optional<Policy> lastGood,
        Optional<Policy> inForce) {

    private static final int SHOWN_FAULTS = 3;

    public StoredPolicy {
        faults = List.copyOf(faults);
    }

    public String name() {
        return name(document);
    }

    /** Returns the uid; empty if the document is not from an API server. */
    public String uid() {
        return document.text("metadata", "uid").orElse("");
    }

    /** Returns the generation, which the API server increments whenever the spec changes; 0 if the document is not from an API server. */
    public long generation() {
        return document.integer("metadata", "generation").orElse(0L);
    }

    public boolean isValid() {
        return faults.isEmpty();
    }

    /** Returns the effect of an invalid policy and its first faults: one line for people, with at most about 1,300 characters. */
    public String reason() {
        String first = faults.stream()
                .limit(SHOWN_FAULTS)
                .map(fault -> fault.shortMessage() + ". Fix: " + fault.shortFix())
                .collect(Collectors.joining("; "));
        int more = faults.size() - SHOWN_FAULTS;
        return effect() + ": " + first + (more > 0 ? " (and %d more)".formatted(more) : "");
    }

    private String effect() {
        if (inForce.isEmpty()) {
            return "the policy has no effect";
        }
        Set<String> lost =
                new TreeSet<>(outcome.policy().map(StoredPolicy::customIds).orElse(Set.of()));
        lost.removeAll(customIds(inForce.get()));
        boolean isTheRest = outcome.policy()
                .map(policy -> policy.without(lost))
                .filter(inForce.get()::equals)
                .isPresent();
        return isTheRest && !lost.isEmpty()
                ? "in force without the custom rule%s %s"
                        .formatted(lost.size() == 1 ? "" : "s", NameList.of(List.copyOf(lost)))
                : "the last good version stays in force";
    }

    private static Set<String> customIds(Policy policy) {
        return policy.custom().stream().map(CustomRule::id).collect(Collectors.toSet());
    }

    static String name(Tree document) {
        return document.text("metadata", "name").orElse("");
    }

    /** Returns whether the document describes the same object, although the object may have changed. */
    boolean isSameObject(Tree other) {
        return uid().equals(other.text("metadata", "uid").orElse(""));
    }

    /** Returns whether the document has to be read again although it has not changed, because a fault has gone as time passed. */
    boolean isOutdated(Instant now) {
        return outcome.outdatedFrom().filter(from -> !now.isBefore(from)).isPresent();
    }

    /** Returns whether reading the document again would give the same policy. Metadata other than the name does not matter. */
    boolean hasSameContent(Tree other) {
        return name().equals(name(other))
                && document.value("apiVersion").equals(other.value("apiVersion"))
                && document.value("spec").equals(other.value("spec"));
    }
}
