package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.DENY;
import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.CniVersion;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.About;
import io.eniguard.rules.AwsFacts;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Given;
import io.eniguard.rules.Rule;
import io.eniguard.rules.eniconfig.CniTags.Reading;
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
                    By default, subnet discovery is on. Since version 1.22.0, the CNI creates interfaces in an excluded subnet but does not
                    give their addresses to pods, and the node stays NotReady. This applies to custom networking too. Version 1.22.0
                    reads tags with the prefix kubernetes.io/cluster/, and later versions read the prefix
                    cni.networking.k8s.aws/cluster/. On older versions, the rule only warns about the next upgrade. The version is the
                    tag of aws-node's image; if the image has no such tag, the result is unknown.
                    """)
            .source("https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/awsutils/awsutils.go");

    /** The maximum length of a tag key in a message. EC2 allows keys of 128 characters. */
    private static final int LONGEST_KEY = 90;

    /** The maximum length of a tag key in a message about an unknown version. */
    private static final int SHORTER_KEY = 60;

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
        Optional<CniSettings> cni = world.cni().<Optional<CniSettings>>fold(Optional::of, missing -> Optional.empty());
        if (!cni.map(CniSettings::subnetDiscovery).orElse(true)) {
            return List.of();
        }
        return NamedSubnet.check(
                change.object(),
                world,
                "the CNI uses %s",
                subnet -> NamedSubnet.given(
                        world.ifFresh(CniTags.of(subnet, reading(cni)), Missing.SUBNET, Part.SUBNETS),
                        world,
                        "the tags of " + subnet.id() + " exclude it",
                        AwsFacts.SUBNETS,
                        tags -> judge(subnet, tags, world)));
    }

    /** Returns how the CNI reads the tags, or how it will read them after an upgrade from a version before 1.22.0. */
    private static Reading reading(Optional<CniSettings> cni) {
        return cni.flatMap(CniSettings::version)
                        .filter(version -> version.equals(new CniVersion(1, 22, 0)))
                        .isPresent()
                ? Reading.OF_1_22_0
                : Reading.SINCE_1_22_1;
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
        if (tags.isReserved() && cni.assumed() && cni.clusterName().isEmpty()) {
            return Fact.unknown(Missing.CNI, "CLUSTER_NAME of aws-node is unknown");
        }
        // Without CLUSTER_NAME, the CNI ignores tags with cluster names.
        Optional<String> other =
                cni.clusterName().filter(name -> !tags.clusters().contains(name));
        if (!tags.isOptedOut() && other.isEmpty()) {
            return Fact.known(Optional.empty());
        }
        if (cni.version().isEmpty()) {
            return Fact.known(Optional.of(unknownVersion(subnet, tags)));
        }
        return Fact.known(Optional.of(tags.isOptedOut() ? optedOut(subnet, cni) : reserved(subnet, tags, cni)));
    }

    private static Finding unknownVersion(Subnet subnet, CniTags tags) {
        return new Unknown(
                NamedSubnet.FIELD,
                "unknown whether the CNI uses %s despite its tag %s".formatted(subnet.id(), key(tags, SHORTER_KEY)),
                "the image of aws-node has no version in its tag",
                "use an image such as amazon-k8s-cni:v" + CniVersion.NEWEST,
                Missing.OTHER);
    }

    private static Finding optedOut(Subnet subnet, CniSettings cni) {
        String tagged = "%s has the tag %s=0".formatted(subnet, CniTags.ROLE);
        return sinceExclusion(
                cni,
                tagged + ", so the CNI does not give its addresses to pods",
                tagged + ": after an upgrade to 1.22, the CNI will not give its addresses to pods",
                "set the tag to 1, or remove it");
    }

    private static Finding reserved(Subnet subnet, CniTags tags, CniSettings cni) {
        String key = key(tags, LONGEST_KEY);
        int others = tags.clusters().size() - 1;
        String own = tags.reading().prefix() + cni.clusterName().orElse("");
        String tagged = "%s, which is tagged for other clusters only: %s%s"
                .formatted(subnet.id(), key, others == 0 ? "" : " and " + others + " more");
        return sinceExclusion(
                cni,
                "the CNI does not use " + tagged,
                "after an upgrade to 1.22, the CNI will not use " + tagged,
                key.length() + own.length() > ROOM_FOR_KEYS ? "add the tag of this cluster" : "add the tag " + own);
    }

    /** Returns a finding that is only a warning if the CNI does not exclude subnets yet. */
    private static Finding sinceExclusion(CniSettings cni, String now, String afterUpgrade, String fix) {
        return cni.isBefore(1, 22, 0)
                ? new Violation(NamedSubnet.FIELD, afterUpgrade, fix + " before the upgrade", WARN)
                : new Violation(NamedSubnet.FIELD, now, fix);
    }

    /** Returns the tag key that excludes the subnet, cut to fit in a message. */
    private static String key(CniTags tags, int longest) {
        return tags.isOptedOut()
                ? CniTags.ROLE
                : PlainText.cut(tags.reading().prefix() + tags.clusters().get(0), longest);
    }
}
