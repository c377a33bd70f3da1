package io.eniguard.rules.node;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfigChoice;
import io.eniguard.cluster.EniConfigChoice.Source;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.text.Quote;
import io.eniguard.world.World;
import java.util.List;

/** Finds labels that name an ENIConfig but have no effect because another key overrides them. */
public final class NodeShadowed implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-shadowed", WARN)
            .says("No other key overrides the ENIConfig label of a node with a different name")
            .because("""
                    aws-node checks the label vpc.amazonaws.com/externalEniConfig first, then the annotation, and then the label
                    that ENI_CONFIG_LABEL_DEF names. If one of the first two is set, the last one has no effect and misleads users,
                    because pods get addresses from the subnet of another ENIConfig.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/eniconfig/eniconfig.go");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public List<Object> reads(ClusterNode node, World world) {
        return List.of(node.labels(), node.annotations());
    }

    @Override
    public List<Finding> check(Change<ClusterNode> change, World world) {
        return Selection.check(change, world, "another key overrides the label", NodeShadowed::judge);
    }

    /**
     * Checks whether another key overrides the label. Skips a key that names a missing ENIConfig, because the rule {@code node-resolves}
     * reports that key.
     */
    private static List<Finding> judge(Selection selection) {
        EniConfigChoice choice = selection.choice();
        if (choice.source() == Source.LABEL
                || choice.isFallback()
                || selection.eniConfig().isEmpty()) {
            return List.of();
        }
        return selection
                .node()
                .label(selection.cni().labelKey())
                .filter(hidden -> !hidden.equals(choice.name()))
                .map(hidden -> List.<Finding>of(shadow(selection, hidden)))
                .orElse(List.of());
    }

    private static Finding shadow(Selection selection, String hidden) {
        return new Violation(
                selection.field(),
                "%s (%s) overrides %s (%s)"
                        .formatted(
                                selection.key(),
                                Quote.of(selection.choice().name(), 40),
                                Keys.label(selection.cni().labelKey()),
                                Quote.of(hidden, 40)),
                "remove the %s, or set both to the same name"
                        .formatted(selection.choice().source() == Source.ANNOTATION ? "annotation" : "external label"));
    }
}
