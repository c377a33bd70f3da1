package io.eniguard.rules.node;

import static io.eniguard.policy.Action.DENY;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Requester;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Fitness;
import io.eniguard.rules.Rule;
import io.eniguard.text.NearNames;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds nodes whose label or annotation is empty or names a missing ENIConfig. */
public final class NodeResolves implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-resolves", DENY)
            .insteadFor(Requester.Kind.KUBELET, WARN)
            .insteadFor(Requester.Kind.MACHINE, WARN)
            .says("The label or annotation that selects the ENIConfig of a node names an existing ENIConfig")
            .because("""
                    aws-node uses the first key that is set, even if its value is empty. It falls back neither to the next key nor
                    to the ENIConfig "default". If the key names no existing ENIConfig, aws-node cannot attach an interface for
                    pods, and the node stays NotReady.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/eniconfig/eniconfig.go");

    private static final int LONGEST_NAME = 36;

    private final Fitness fitness;

    /** Creates a rule whose fixes name only ENIConfigs that are fit according to {@code fitness}. */
    public NodeResolves(Fitness fitness) {
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
        return Selection.decisive(node, world);
    }

    @Override
    public List<Finding> check(Change<ClusterNode> change, World world) {
        return Selection.checkLeaving(
                change,
                world,
                "the node names an existing ENIConfig",
                selection -> selection.leavesUnchanged(change) ? List.of() : judge(selection));
    }

    private List<Finding> judge(Selection selection) {
        if (selection.choice().isFallback() || selection.eniConfig().isPresent()) {
            return List.of();
        }
        return List.of(selection.name().isEmpty() ? empty(selection) : missing(selection));
    }

    private Finding empty(Selection selection) {
        return new Violation(
                selection.field(),
                selection.key() + " is empty, and aws-node does not fall back to another key",
                ZoneEniConfigs.of(selection, fitness)
                        .setTo("the " + selection.choice().source().word()));
    }

    private Finding missing(Selection selection) {
        return new Violation(
                selection.field(),
                "%s names ENIConfig %s, which does not exist"
                        .formatted(selection.key(), Quote.of(selection.name(), LONGEST_NAME)),
                fix(selection));
    }

    private String fix(Selection selection) {
        ZoneEniConfigs here = ZoneEniConfigs.of(selection, fitness);
        if (selection.followsZone()) {
            return "create ENIConfig %s with a pod subnet in %s"
                    .formatted(
                            Quote.of(selection.name(), LONGEST_NAME),
                            selection.zone().isKnown() ? selection.zone() : "this zone");
        }
        return meant(selection, here)
                .map(name -> "did you mean %s?".formatted(name))
                .orElseGet(() -> here.setTo("the " + selection.choice().source().word()));
    }

    /** Returns the name of the only ENIConfig with a similar name. If the node's zone is known, only fit ENIConfigs of this zone count. */
    private static Optional<String> meant(Selection selection, ZoneEniConfigs here) {
        List<String> names = selection.zone().isKnown()
                ? here.fit()
                : selection.world().cluster().eniConfigs().stream()
                        .map(EniConfig::name)
                        .toList();
        return NearNames.only(selection.name(), names).map(near -> PlainText.cut(near, Quote.LONGEST));
    }
}
