package io.eniguard.rules.node;

import static io.eniguard.rules.Action.DENY;
import static io.eniguard.rules.Action.WARN;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Fitness;
import io.eniguard.rules.Requester;
import io.eniguard.rules.Rule;
import io.eniguard.text.NearNames;
import io.eniguard.text.PlainText;
import io.eniguard.text.Quote;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/** Finds the slip in a label or an annotation that names an ENIConfig. */
public final class NodeResolves implements Rule<ClusterNode> {

    private static final About ABOUT = About.of("node-resolves", DENY)
            .insteadFor(Requester.Kind.KUBELET, WARN)
            .insteadFor(Requester.Kind.MACHINE, WARN)
            .says("The label or annotation that decides names an ENIConfig that exists")
            .because("""
                    aws-node takes the first key that is there, even with an empty value, and looks no further: neither at the
                    next key nor at the ENIConfig "default". It then cannot attach an interface for pods, and the node stays
                    NotReady.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/eniconfig/eniconfig.go");

    private final Fitness fitness;

    /** @param fitness decides which ENIConfigs a fix may name */
    public NodeResolves(Fitness fitness) {
        this.fitness = fitness;
    }

    @Override
    public About about() {
        return ABOUT;
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
                "the node names an ENIConfig that exists",
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
                selection.key() + " is empty, and aws-node looks no further",
                ZoneEniConfigs.of(selection, fitness).setTo("it"));
    }

    private Finding missing(Selection selection) {
        return new Violation(
                selection.field(),
                "%s names %s, an ENIConfig that does not exist"
                        .formatted(selection.key(), Quote.of(selection.name(), 40)),
                fix(selection));
    }

    private String fix(Selection selection) {
        ZoneEniConfigs here = ZoneEniConfigs.of(selection, fitness);
        if (selection.followsZone()) {
            return "make ENIConfig %s with a pod subnet of %s"
                    .formatted(
                            Quote.of(selection.name(), 40),
                            selection.zone().isKnown() ? selection.zone() : "that zone");
        }
        return meant(selection, here)
                .map(name -> "did you mean %s?".formatted(name))
                .orElseGet(() -> here.setTo("it"));
    }

    /** The only near name, of the node's zone where that is known: to name one of another zone would be bad advice. */
    private static Optional<String> meant(Selection selection, ZoneEniConfigs here) {
        List<String> names = selection.zone().isKnown()
                ? here.fit()
                : selection.world().cluster().eniConfigs().stream()
                        .map(EniConfig::name)
                        .toList();
        return NearNames.only(selection.name(), names).map(near -> PlainText.cut(near, Quote.LONGEST));
    }
}
