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
        Change<EniConfig> made = new Change<>(Operation.CREATE, eniConfig, Optional.empty(), Requester.PERSON);
        return RuleCatalog.ENI_CONFIG.stream()
                .filter(rule -> rule.about().operations().contains(made.operation()))
                .filter(rule -> rule.about().actionFor(made.requester()) == Action.DENY)
                .flatMap(rule -> rule.check(made, world).stream())
                .noneMatch(finding -> finding instanceof Violation && finding.atMost() == Action.DENY);
    }
}
