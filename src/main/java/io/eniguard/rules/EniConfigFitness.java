package io.eniguard.rules;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.world.World;
import java.util.Optional;

/** Whether an ENIConfig that is stored may serve nodes: it violates no rule for which it would be refused if it were made today. */
public final class EniConfigFitness {

    private EniConfigFitness() {}

    /** What cannot be told speaks for it, and so do faults that only bring a warning. */
    public static boolean isFit(EniConfig eniConfig, World world) {
        return brokenRule(eniConfig, world).isEmpty();
    }

    /** The id of the first rule, in order of id, that makes it unfit. */
    public static Optional<String> brokenRule(EniConfig eniConfig, World world) {
        Change<EniConfig> made = new Change<>(Operation.CREATE, eniConfig, Optional.empty(), Requester.PERSON);
        return RuleCatalog.ENI_CONFIG.stream()
                .filter(rule -> rule.about().operations().contains(made.operation()))
                .filter(rule -> rule.about().actionFor(made.requester()) == Action.DENY)
                .filter(rule -> rule.check(made, world).stream()
                        .anyMatch(finding -> finding instanceof Violation && finding.atMost() == Action.DENY))
                .map(rule -> rule.about().id())
                .findFirst();
    }
}
