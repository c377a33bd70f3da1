package io.eniguard.review;

import io.eniguard.policy.Action;
import io.eniguard.rules.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The result of a review.
 *
 * @param findings the findings, strictest first, then in order of rule id
 * @param patch the changes that eniguard makes to the object
 * @param notices the notices to the requester about the patch
 * @param brokenGlass the use of break glass; empty if no denial became a warning by it
 */
public record Verdict(List<Judged> findings, Patch patch, List<Notice> notices, Optional<BreakGlass> brokenGlass) {

    /** A verdict without findings and without a patch. */
    public static final Verdict PASS = new Verdict(List.of(), Patch.NONE);

    public Verdict {
        findings = List.copyOf(findings);
        notices = List.copyOf(notices);
    }

    /** Creates a verdict without notices. */
    public Verdict(List<Judged> findings, Patch patch) {
        this(findings, patch, List.of(), Optional.empty());
    }

    /** Returns the same verdict with other findings. */
    public Verdict withFindings(List<Judged> others) {
        return new Verdict(others, patch, notices, brokenGlass);
    }

    /** Returns the decision that follows from the strictest finding. Findings that appear only in reports count as a pass. */
    public Decision decision() {
        Action strictest =
                findings.stream().map(Judged::action).max(Action::compareTo).orElse(Action.AUDIT);
        return switch (strictest) {
            case OFF, AUDIT -> Decision.PASS;
            case WARN -> Decision.WARN;
            case DENY -> Decision.DENY;
        };
    }

    /** The decision about an object. */
    public enum Decision {
        PASS,
        WARN,
        DENY
    }

    public boolean isDenied() {
        return decision() == Decision.DENY;
    }

    /** Returns whether something is unknown that no exemption covers. */
    public boolean hasUnknown() {
        return findings.stream()
                .anyMatch(judged -> judged.finding() instanceof Finding.Unknown
                        && judged.consequence().exempted().isEmpty());
    }

    /** Returns the findings with the given action, in order. */
    public Stream<Judged> findings(Action action) {
        return findings.stream().filter(judged -> judged.action() == action);
    }
}
