package io.eniguard.review;

import io.eniguard.rules.Action;
import io.eniguard.rules.Finding;
import java.util.List;
import java.util.stream.Stream;

/**
 * What eniguard says of a change.
 *
 * @param findings the strictest first, then in order of rule
 * @param patch what to change in the object
 */
public record Verdict(List<Judged> findings, Patch patch) {

    /** Nothing to say. */
    public static final Verdict PASS = new Verdict(List.of(), Patch.NONE);

    public Verdict {
        findings = List.copyOf(findings);
    }

    /** The strictest finding decides; such as only count in reports do not. */
    public Decision decision() {
        Action strictest =
                findings.stream().map(Judged::action).max(Action::compareTo).orElse(Action.AUDIT);
        return switch (strictest) {
            case AUDIT -> Decision.PASS;
            case WARN -> Decision.WARN;
            case DENY -> Decision.DENY;
        };
    }

    /** The strictest finding. */
    public enum Decision {
        PASS,
        WARN,
        DENY
    }

    public boolean isDenied() {
        return decision() == Decision.DENY;
    }

    public boolean hasUnknown() {
        return findings.stream().anyMatch(judged -> judged.finding() instanceof Finding.Unknown);
    }

    /** The findings that lead to the given action, in order. */
    public Stream<Judged> findings(Action action) {
        return findings.stream().filter(judged -> judged.action() == action);
    }
}
