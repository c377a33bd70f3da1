package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.DENY;

import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.util.List;

/** Keeps names short enough for labels. */
public final class EniConfigName implements Rule<EniConfig> {

    private static final About ABOUT = About.of("eniconfig-name", DENY)
            .says("An ENIConfig's name can be the value of a node's label: it has at most 63 characters")
            .because("""
                    Nodes choose their ENIConfig by a label. An object's name may have up to 253 characters, but a label's value
                    63, so no node could carry a longer one.
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
                        "the name has %d characters, but the label by which nodes choose it can hold 63"
                                .formatted(config.name().length()),
                        "shorten it, best to the name of the subnet's zone"));
    }
}
