package io.eniguard.review;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.Change;
import io.eniguard.rules.Fitness;
import io.eniguard.rules.Operation;
import io.eniguard.rules.Requester;
import io.eniguard.rules.RuleCatalog;
import io.eniguard.world.World;
import java.util.Optional;

/**
 * An ENIConfig is fit to serve nodes unless it would be refused if a person created it now. Unknowns and warnings leave it fit, and so does
 * a rule that is not in force.
 *
 * <p>{@code --warn-only} does not make an ENIConfig fit. With that option, an ENIConfig with a subnet in the wrong zone can be stored, but
 * its pods still get no addresses, so eniguard does not put new nodes there.
 */
final class EniConfigFitness implements Fitness {

    private final RulesInForce rules;

    EniConfigFitness(RulesInForce rules) {
        this.rules = rules;
    }

    @Override
    public Optional<String> brokenRule(EniConfig eniConfig, World world) {
        Change<EniConfig> creation = new Change<>(Operation.CREATE, eniConfig, Optional.empty(), Requester.PERSON);
        return RuleCatalog.ENI_CONFIG.stream()
                // Rules that never refuse are skipped first, because all ENIConfigs of a zone are judged for each node.
                .filter(rule -> Consequence.canRefuse(rule.about(), Requester.PERSON))
                .filter(rule -> rules.judge(rule, creation, world).stream()
                        .anyMatch(judged -> judged.consequence().isRefusal()))
                .map(rule -> rule.about().id())
                .findFirst();
    }
}
