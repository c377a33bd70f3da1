package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.SubnetFitness;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rejects specs that the CRD accepts but the CNI cannot use. The result depends only on the spec, so it is never unknown. Facts about AWS
 * and the cluster only help to suggest a fix.
 */
public final class EniConfigShape implements Rule<EniConfig> {

    private static final About ABOUT = About.of("eniconfig-shape", DENY)
            .says("An ENIConfig names one subnet and its security groups by id, in the fields that the CNI reads")
            .because("""
                    The CRD accepts any text as an id and silently drops unknown fields. The mistake is noticed only when the next
                    node gets no addresses for pods.
                    """)
            .source(
                    "https://github.com/aws/amazon-vpc-cni-k8s/blob/master/charts/aws-vpc-cni/crds/customresourcedefinition.yaml");

    private final SubnetField subnetField;

    /** @param fitness decides which subnets the fixes may name */
    public EniConfigShape(SubnetFitness fitness) {
        subnetField = new SubnetField(new PodSubnets(fitness));
    }

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Optional<Tree> reads(EniConfig object, World world) {
        return object.spec();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        EniConfig config = change.object();
        if (config.spec().isEmpty()) {
            return List.of(subnetField.missingSpec(config, world));
        }
        Set<String> keys = config.spec().get().keys();
        List<Finding> findings = new ArrayList<>();
        keys.forEach(key -> SpecKey.meantBy(key).ifPresent(meant -> findings.add(misspelt(key, meant, keys))));
        // A field whose name is misspelt is reported once, and not also as missing.
        if (config.subnetValue().isPresent() || !SpecKey.SUBNET.isMeantByOneOf(keys)) {
            findings.addAll(subnetField.check(config, world));
        }
        if (config.securityGroupsValue().isPresent() || !SpecKey.SECURITY_GROUPS.isMeantByOneOf(keys)) {
            findings.addAll(SecurityGroupsField.check(config, world));
        }
        return findings;
    }

    private static Finding misspelt(String key, SpecKey meant, Set<String> keys) {
        return new Violation(
                "spec." + PlainText.cut(key, 40),
                "%s is not a field of spec, so it has no effect".formatted(Quote.of(key, 40)),
                keys.contains(meant.key())
                        ? "remove it, because spec already has " + meant.key()
                        : "write " + meant.key() + " instead");
    }
}
