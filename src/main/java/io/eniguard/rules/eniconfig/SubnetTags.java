package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.DENY;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.text.PlainText;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the tags of the subnet do not exclude it from the CNI. The rule reads the tags, which can change, and two settings of the
 * CNI.
 */
public final class SubnetTags implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-tags", DENY)
            .says("The tags of the subnet do not exclude it from the CNI")
            .because("""
                    By default, subnet discovery is on. The CNI then creates interfaces in an excluded subnet but does not give their
                    addresses to pods, and the node stays NotReady. This applies to custom networking too.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/awsutils/awsutils.go");

    /** The maximum length of a tag key in a message. EC2 allows keys of 128 characters. */
    private static final int LONGEST_KEY = 90;

    /** The number of characters for two tag keys, one in the message and one in the fix. */
    private static final int ROOM_FOR_KEYS = 108;

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Optional<String> reads(EniConfig object, World world) {
        return object.subnetId();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        if (!world.cni().map(CniSettings::subnetDiscovery).orElse(true)) {
            return List.of();
        }
        return NamedSubnet.check(
                change.object(),
                world,
                "the CNI uses %s",
                subnet -> NamedSubnet.given(
                        world.ifFresh(CniTags.of(subnet), Missing.SUBNET, Part.SUBNETS),
                        world,
                        "the tags of %s exclude it".formatted(subnet.id()),
                        AwsFacts.SUBNETS,
                        tags -> judge(subnet, tags, world)));
    }

    private static List<Finding> judge(Subnet subnet, CniTags tags, World world) {
        return tags.isOptedOut() || tags.isReserved()
                ? Given.given(
                        world.cni().flatMap(cni -> exclusion(subnet, tags, cni)),
                        NamedSubnet.FIELD,
                        "the CNI uses %s despite its tag %s".formatted(subnet.id(), CniTags.ROLE),
                        Given.AWS_NODE,
                        exclusion -> exclusion.<List<Finding>>map(List::of).orElse(List.of()))
                : List.of();
    }

    private static Fact<Optional<Finding>> exclusion(Subnet subnet, CniTags tags, CniSettings cni) {
        if (tags.isOptedOut()) {
            return Fact.known(Optional.of(new Violation(
                    NamedSubnet.FIELD,
                    "%s has the tag %s=0, so the CNI does not give its addresses to pods"
                            .formatted(subnet, CniTags.ROLE),
                    "set the tag to 1, or remove it")));
        }
        if (cni.assumed() && cni.clusterName().isEmpty()) {
            return Fact.unknown(Missing.CNI, "CLUSTER_NAME of aws-node is unknown");
        }
        // Without CLUSTER_NAME, the CNI ignores tags with cluster names.
        return Fact.known(cni.clusterName()
                .filter(name -> !tags.clusters().contains(name))
                .map(name -> reserved(subnet, tags, name)));
    }

    private static Finding reserved(Subnet subnet, CniTags tags, String clusterName) {
        String key = PlainText.cut(CniTags.CLUSTER + tags.clusters().get(0), LONGEST_KEY);
        int others = tags.clusters().size() - 1;
        String own = CniTags.CLUSTER + clusterName;
        return new Violation(
                NamedSubnet.FIELD,
                "the CNI does not use %s, which is tagged for other clusters only: %s%s"
                        .formatted(subnet.id(), key, others == 0 ? "" : " and " + others + " more"),
                key.length() + own.length() > ROOM_FOR_KEYS ? "add the tag of this cluster" : "add the tag " + own);
    }
}
