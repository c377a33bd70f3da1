package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.util.List;

/** Warns of a fallback that nodes take by accident. */
public final class EniConfigDefault implements Rule<EniConfig> {

    private static final About ABOUT = About.of("eniconfig-default", WARN)
            .says("No ENIConfig is named default while nodes choose theirs by the label of their zone")
            .because("""
                    The cloud controller labels a node with its zone seconds after it registers, and aws-node may start before
                    that. It then takes the ENIConfig default, if there is one: the wrong zone, or the wrong subnet without a sign.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/eniconfig/eniconfig.go");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public String reads(EniConfig object, World world) {
        return object.name();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        return change.object().isDefault()
                ? Given.given(
                        world.cni(),
                        "metadata.name",
                        "nodes choose their ENIConfig by their zone",
                        ServedNodes.WANTED,
                        EniConfigDefault::judge)
                : List.of();
    }

    private static List<Finding> judge(CniSettings cni) {
        return cni.labelKeyIsZone()
                ? List.of(new Violation(
                        "metadata.name",
                        "a node that starts before its label %s is set takes the ENIConfig default, in any zone"
                                .formatted(cni.labelKey()),
                        "name one ENIConfig after each zone, and have none named default"))
                : List.of();
    }
}
