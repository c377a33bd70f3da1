package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.util.List;

/** Warns about an ENIConfig named {@code default} that nodes can use by accident. */
public final class EniConfigDefault implements Rule<EniConfig> {

    private static final About ABOUT = About.of("eniconfig-default", WARN)
            .says("No ENIConfig is named \"default\" while nodes select their ENIConfig by a zone label")
            .because("""
                    The cloud controller sets the zone label some seconds after a node registers, and aws-node may start earlier. It
                    then uses the ENIConfig "default" if there is one. If the subnet of that ENIConfig is in another zone, EC2
                    attaches no interface. Otherwise pods silently get addresses of the wrong subnet.
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
                        "nodes select their ENIConfig by a zone label",
                        Given.AWS_NODE,
                        EniConfigDefault::judge)
                : List.of();
    }

    private static List<Finding> judge(CniSettings cni) {
        return cni.keys().isLabelZoneName()
                ? List.of(new Violation(
                        "metadata.name",
                        "a node in any zone uses the ENIConfig \"default\" if aws-node starts before the label %s is set"
                                .formatted(cni.labelKey()),
                        "create one ENIConfig per zone, named after the zone, instead of \"default\""))
                : List.of();
    }
}
