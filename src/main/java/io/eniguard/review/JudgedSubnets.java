package io.eniguard.review;

import io.eniguard.cluster.EniConfig;
import io.eniguard.policy.Operation;
import io.eniguard.policy.Requester;
import io.eniguard.policy.Subject;
import io.eniguard.policy.Subjects;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.RuleCatalog;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a subnet with a copy of the ENIConfig that names this subnet. The subnet is fit if two conditions are met. No rule reports a
 * violation about the subnet of the copy, not even as a warning. eniguard refuses the copy only for faults that the ENIConfig already has
 * in other fields. Unknowns do not make a subnet unfit.
 */
final class JudgedSubnets implements SubnetFitness {

    private static final Set<String> FIELDS_WITH_THE_SUBNET = Set.of("spec", "spec.subnet");

    private final RulesInForce rules;

    JudgedSubnets(RulesInForce rules) {
        this.rules = rules;
    }

    @Override
    public boolean isFit(String subnetId, EniConfig config, World world) {
        List<Judged> violations = violations(config.withSubnet(subnetId), world);
        if (violations.stream().anyMatch(JudgedSubnets::isAboutTheSubnet)) {
            return false;
        }
        List<Judged> refusals = violations.stream()
                .filter(judged -> judged.consequence().isRefusal())
                .toList();
        return refusals.isEmpty()
                || violations(config, world).stream()
                        .map(Judged::finding)
                        .collect(Collectors.<Finding>toSet())
                        .containsAll(refusals.stream().map(Judged::finding).toList());
    }

    private static boolean isAboutTheSubnet(Judged judged) {
        return FIELDS_WITH_THE_SUBNET.contains(judged.finding().field());
    }

    private List<Judged> violations(EniConfig config, World world) {
        Change<EniConfig> creation = new Change<>(Operation.CREATE, config, Optional.empty(), Requester.PERSON);
        Subjects subjects = Subjects.of(new Subject(EniConfig.KIND, config.name(), config.labels()));
        Enforcement enforcement = Enforcement.of(rules, subjects, world, false);
        return RuleCatalog.ENI_CONFIG.stream()
                .flatMap(rule -> enforcement.judge(rule, creation).stream())
                .filter(judged -> judged.finding() instanceof Violation)
                .toList();
    }
}
