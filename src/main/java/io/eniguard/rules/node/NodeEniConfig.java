package io.eniguard.rules.node;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Fitness;
import io.eniguard.rules.Rule;
import io.eniguard.text.Quote;
import io.eniguard.world.World;
import java.util.List;
import java.util.Set;

/**
 * Reports nodes that name no ENIConfig and that no ENIConfig serves. If an ENIConfig exists for the zone of a new node, eniguard labels the
 * node with the name of that ENIConfig before this rule checks the node.
 */
public final class NodeEniConfig implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-eniconfig", WARN)
            .says("A node that names no ENIConfig falls back to an existing one")
            .because("""
                    Without an ENIConfig, aws-node cannot attach an interface for pods. It exits with "Failed to attach any ENIs"
                    and restarts, and the node stays NotReady. eniguard gives new nodes the label of an ENIConfig for their zone.
                    This rule reports the nodes for which eniguard found no ENIConfig.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    private final Fitness fitness;

    /** Creates a rule whose fixes name only ENIConfigs that are fit according to {@code fitness}. */
    public NodeEniConfig(Fitness fitness) {
        this.fitness = fitness;
    }

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG);
    }

    @Override
    public List<Object> reads(ClusterNode node, World world) {
        return List.of(node.labels(), node.annotations(), node.zone());
    }

    @Override
    public List<Finding> check(Change<ClusterNode> change, World world) {
        return change.object().zone().isKnown()
                ? Selection.check(change, world, "an ENIConfig serves the node", this::judge)
                : List.of();
    }

    private List<Finding> judge(Selection selection) {
        if (!selection.choice().isFallback()
                || selection.isOpen()
                || selection.eniConfig().isPresent()) {
            return List.of();
        }
        return List.of(selection.valueToCome().isPresent() ? noZoneName(selection) : noDefault(selection));
    }

    private static Finding noZoneName(Selection selection) {
        String name = Quote.of(selection.name());
        return new Violation(
                "metadata.labels",
                "no ENIConfig serves the node: %s will be %s, and there is no ENIConfig of this name"
                        .formatted(selection.key(), name),
                "create ENIConfig %s with a pod subnet in this zone".formatted(name));
    }

    private Finding noDefault(Selection selection) {
        return new Violation(
                "metadata.labels",
                "no ENIConfig serves the node in %s: %s is not set, and there is no ENIConfig \"%s\""
                        .formatted(selection.zone(), selection.key(), EniConfig.DEFAULT_NAME),
                ZoneEniConfigs.of(selection, fitness).setTo("the label"));
    }
}
