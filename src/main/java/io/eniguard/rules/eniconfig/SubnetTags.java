package io.eniguard.rules.eniconfig;

import static io.eniguard.rules.Action.DENY;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.text.PlainText;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.Fact.Missing;
import io.eniguard.world.Fact;
import io.eniguard.world.World;
import java.util.List;
import java.util.Optional;

/** Finds subnets that the CNI leaves unused because of their tags. Reads those, which change, and two settings of the CNI. */
public final class SubnetTags implements Rule<EniConfig> {

    private static final About ABOUT = About.of("subnet-tags", DENY)
            .says("The subnet's tags do not keep the CNI from using it")
            .because("""
                    While subnet discovery is on, which it is by default, the CNI makes the interface in such a subnet and then gives
                    none of its addresses to pods: the node stays NotReady. Custom networking is no exception.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/awsutils/awsutils.go");

    /** The number of characters of a tag key that a message can show. EC2 allows keys of 128 characters. */
    private static final int LONGEST_KEY = 90;

    /** The number of characters for two tag keys in one line. */
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
                "the CNI leaves it unused",
                subnet -> NamedSubnet.given(
                        world.ifFresh(CniTags.of(subnet), Missing.SUBNET, Part.SUBNETS),
                        world,
                        subnet.id() + " has tags that exclude it",
                        AwsFacts.SUBNETS,
                        tags -> judge(subnet, tags, world)));
    }

    private static List<Finding> judge(Subnet subnet, CniTags tags, World world) {
        return tags.isOptedOut() || tags.isReserved()
                ? Given.given(
                        world.cni().flatMap(cni -> exclusion(subnet, tags, cni)),
                        NamedSubnet.FIELD,
                        "the CNI leaves %s unused for its tag %s".formatted(subnet.id(), CniTags.ROLE),
                        ServedNodes.WANTED,
                        exclusion -> exclusion.<List<Finding>>map(List::of).orElse(List.of()))
                : List.of();
    }

    private static Fact<Optional<Finding>> exclusion(Subnet subnet, CniTags tags, CniSettings cni) {
        if (tags.isOptedOut()) {
            return Fact.known(Optional.of(new Violation(
                    NamedSubnet.FIELD,
                    "%s has the tag %s=0, so the CNI gives its addresses to no pod".formatted(subnet, CniTags.ROLE),
                    "set the tag to 1, or take it away")));
        }
        if (cni.assumed() && cni.clusterName().isEmpty()) {
            return Fact.unknown(Missing.CNI, "CLUSTER_NAME is not known");
        }
        // Without a name of its own, the CNI does not look at the names in tags.
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
