package io.eniguard.rules.node;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVariables;
import io.eniguard.cluster.EniConfigChoice.Source;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.NodeTemplateRule;
import io.eniguard.text.Quote;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rule {@code node-template} on a node. The rule finds labels and annotations with the default key that have no effect: the CNI's
 * settings name another key, and the node uses another ENIConfig. Other rules check labels that have an effect.
 */
public final class NodeIgnoredLabel implements Rule<ClusterNode> {

    private static final String KEY = CniSettings.DEFAULT_KEY;

    private static final int ROOM_FOR_A_NAME = 30;

    @Override
    public About about() {
        return NodeTemplateRule.ABOUT;
    }

    @Override
    public List<Object> reads(ClusterNode node, World world) {
        return List.of(node.labels(), node.annotations());
    }

    @Override
    public List<Finding> check(Change<ClusterNode> change, World world) {
        ClusterNode node = change.object();
        return node.label(KEY).isEmpty() && node.annotation(KEY).isEmpty()
                ? List.of()
                : Selection.check(change, world, "the label of the node has an effect", NodeIgnoredLabel::judge);
    }

    private static List<Finding> judge(Selection selection) {
        CniSettings cni = selection.cni();
        return selection.isOpen()
                ? List.of()
                : Stream.of(
                                ignored(
                                        selection,
                                        Source.LABEL,
                                        selection.node().label(KEY),
                                        cni.labelKey()),
                                ignored(
                                        selection,
                                        Source.ANNOTATION,
                                        selection.node().annotation(KEY),
                                        cni.annotationKey()))
                        .flatMap(Optional::stream)
                        .toList();
    }

    private static Optional<Finding> ignored(
            Selection selection, Source source, Optional<String> value, String keyInForce) {
        return value.filter(name -> !keyInForce.equals(KEY) && !name.equals(selection.name()))
                .map(name -> new Violation(
                        source == Source.LABEL ? "metadata.labels" : "metadata.annotations",
                        "%s %s (%s) has no effect, because %s is %s: the node uses ENIConfig %s"
                                .formatted(
                                        source.word(),
                                        KEY,
                                        Quote.of(name, ROOM_FOR_A_NAME),
                                        source == Source.LABEL ? CniVariables.LABEL_DEF : CniVariables.ANNOTATION_DEF,
                                        Keys.cut(keyInForce),
                                        Quote.of(selection.name(), ROOM_FOR_A_NAME)),
                        "remove the " + source.word()));
    }
}
