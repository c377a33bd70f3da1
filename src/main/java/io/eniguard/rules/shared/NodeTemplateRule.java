package io.eniguard.rules.shared;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.CniSettings;
import io.eniguard.net.Zone;
import io.eniguard.rules.About;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.rules.shared.NodeTemplate.Entry;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The description of the rule {@code node-template}, and the logic that the classes of this rule share. */
public final class NodeTemplateRule {

    public static final About ABOUT = About.of("node-template", WARN)
            .says("The labels of new nodes select an ENIConfig that can serve all these nodes")
            .because("""
                    An ENIConfig has one subnet, so it serves the nodes of one zone. With one fixed label for nodes in several zones,
                    the nodes in the other zones never become ready. If no ENIConfig has the name, no new node becomes ready. If
                    aws-node does not read the key of a label, the label has no effect, and pods get addresses from an unintended
                    subnet.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    private NodeTemplateRule() {}

    /**
     * Returns the findings about the labels and annotations of new nodes. Returns no findings if custom networking is off, or if the CNI's
     * settings are assumed and no ENIConfig is known.
     *
     * @param zones the zones of the nodes; an empty list if the zones are unknown, and an empty Optional if the object does not decide the
     *     zones
     */
    public static List<Finding> check(NodeTemplate template, Optional<List<Zone>> zones, World world) {
        return template.entries().isEmpty() || (world.cluster().cni().isEmpty() && !template.maySelect())
                ? List.of()
                : Given.given(
                        world.cni(),
                        template.entries().get(0).field(),
                        "the labels of the nodes select an ENIConfig",
                        Given.AWS_NODE,
                        cni -> isJudged(cni, world)
                                ? findings(template, new SelectedEniConfig(template, zones, world), cni, world)
                                : List.of());
    }

    private static boolean isJudged(CniSettings cni, World world) {
        return cni.customNetworking()
                && !(cni.assumed() && world.cluster().eniConfigs().isEmpty());
    }

    private static List<Finding> findings(
            NodeTemplate template, SelectedEniConfig selected, CniSettings cni, World world) {
        // The cloud controller sets a zone label to the zone of the node, and the rule zone-coverage checks the zones.
        Stream<Finding> ofSelected = template.selecting(cni).filter(entry -> !isSetToZone(entry, cni, world)).stream()
                .flatMap(entry -> selected.check(entry).stream());
        return Stream.concat(ofSelected, new IgnoredEntries(template, selected, cni, world).findings())
                .toList();
    }

    private static boolean isSetToZone(Entry entry, CniSettings cni, World world) {
        return entry.isOn(NodeTemplate.Kind.LABEL, cni.labelKey())
                && Coverage.by(cni, world).isByName();
    }
}
