package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.util.List;

/** Limits the names of ENIConfigs to the maximum length of label values. */
public final class EniConfigName implements Rule<EniConfig> {

    private static final About ABOUT = About.of("eniconfig-name", DENY)
            .says("The name of an ENIConfig has at most 63 characters, so that a node label can hold it")
            .because("""
                    Nodes select their ENIConfig by a label. Kubernetes accepts object names of 253 characters but label values of
                    only 63, so no node could select an ENIConfig with a longer name by label.
                    """)
            .source("https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/");

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
        EniConfig config = change.object();
        return config.canBeLabelValue()
                ? List.of()
                : List.of(new Violation(
                        "metadata.name",
                        "the name has %d characters, but the node label that selects the ENIConfig can hold only 63"
                                .formatted(config.name().length()),
                        "choose a shorter name, such as the zone of the subnet"));
    }
}
