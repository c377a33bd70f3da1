package io.eniguard.rules.node;

import static io.eniguard.rules.Action.WARN;

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

/** Tells of a label that looks as if it decided and does not. */
public final class NodeShadowed implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-shadowed", WARN)
            .says("No label names another ENIConfig than the one that counts")
            .because("""
                    aws-node looks at the label vpc.amazonaws.com/externalEniConfig first, then at the annotation, then at the
                    label. Whoever reads or sets the label of a node that has one of the others is misled: pods get addresses
                    from another subnet than the label says.
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
        return Selection.check(change, world, "a label is hidden by another key", NodeShadowed::judge);
    }

    /** What wins but names no ENIConfig is {@code node-resolves}' subject. */
    private static List<Finding> judge(Selection selection) {
        EniConfigChoice winner = selection.choice();
        if (winner.source() == Source.LABEL
                || winner.isFallback()
                || selection.eniConfig().isEmpty()) {
            return List.of();
        }
        return selection
                .node()
                .label(selection.cni().labelKey())
                .filter(hidden -> !hidden.equals(winner.name()))
                .map(hidden -> List.<Finding>of(shadow(selection, hidden)))
                .orElse(List.of());
    }

    private static Finding shadow(Selection selection, String hidden) {
        return new Violation(
                selection.field(),
                "%s (%s) wins over %s (%s)"
                        .formatted(
                                selection.key(),
                                Quote.of(selection.choice().name(), 40),
                                Keys.label(selection.cni().labelKey()),
                                Quote.of(hidden, 40)),
                "take away the %s, or make the label say the same"
                        .formatted(selection.choice().source() == Source.ANNOTATION ? "annotation" : "external label"));
    }
}
