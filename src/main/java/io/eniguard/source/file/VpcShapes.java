package io.eniguard.source.file;

import static io.eniguard.source.file.Form.COUNT;
import static io.eniguard.source.file.Form.TEXT;
import static io.eniguard.source.file.Form.listOf;
import static io.eniguard.source.file.Form.mapping;
import static java.util.Map.entry;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Whether a document is what the AWS CLI prints. A member of the wrong type would otherwise read as absent, and so as unknown or, worse,
 * as not existing.
 */
final class VpcShapes {

    private static final Form TAGS = listOf(mapping(Map.of("Key", TEXT, "Value", TEXT)));
    private static final Form CIDRS = listOf(mapping(Map.of("cidrs", listOf(TEXT))));

    private static final Form SUBNET = mapping(Map.of(
            "SubnetId", TEXT,
            "VpcId", TEXT,
            "CidrBlock", TEXT,
            "AvailabilityZone", TEXT,
            "AvailabilityZoneId", TEXT,
            "State", TEXT,
            "AvailableIpAddressCount", COUNT,
            "Tags", TAGS));

    private static final Form VPC = mapping(Map.of(
            "VpcId", TEXT,
            "CidrBlock", TEXT,
            "CidrBlockAssociationSet",
                    listOf(mapping(Map.of("CidrBlock", TEXT, "CidrBlockState", mapping(Map.of("State", TEXT)))))));

    private static final Form SECURITY_GROUP = mapping(Map.of(
            "GroupId",
            TEXT,
            "VpcId",
            TEXT,
            "IpPermissions",
            listOf(mapping(Map.of(
                    "UserIdGroupPairs", listOf(mapping(Map.of("GroupId", TEXT))),
                    "IpRanges", listOf(mapping(Map.of("CidrIp", TEXT))))))));

    private static final Form CLUSTER = mapping(Map.of(
            "name", TEXT,
            "resourcesVpcConfig", mapping(Map.of("vpcId", TEXT, "clusterSecurityGroupId", TEXT)),
            "kubernetesNetworkConfig", mapping(Map.of("serviceIpv4Cidr", TEXT, "ipFamily", TEXT)),
            "remoteNetworkConfig", mapping(Map.of("remoteNodeNetworks", CIDRS, "remotePodNetworks", CIDRS))));

    private static final Form ANY_LIST = listOf(mapping(Map.of()));

    /** Of each key that a file may have. Several are there for what rules will read one day. */
    private static final Map<String, Form> FORMS = new TreeMap<>(Map.ofEntries(
            entry("Subnets", listOf(SUBNET)),
            entry("Vpcs", listOf(VPC)),
            entry("SecurityGroups", listOf(SECURITY_GROUP)),
            entry(
                    "SecurityGroupVpcAssociations",
                    listOf(mapping(Map.of("GroupId", TEXT, "VpcId", TEXT, "State", TEXT)))),
            entry("AvailabilityZones", listOf(mapping(Map.of("ZoneName", TEXT, "ZoneId", TEXT)))),
            entry("cluster", CLUSTER),
            entry("Snapshot", mapping(Map.of("asOf", TEXT, "region", TEXT, "vpcId", TEXT))),
            entry("RouteTables", ANY_LIST),
            entry("SubnetIpv4CidrReservations", ANY_LIST),
            entry("SubnetIpv6CidrReservations", ANY_LIST),
            entry("NetworkInterfaces", ANY_LIST),
            entry("Reservations", ANY_LIST),
            entry("InstanceTypes", ANY_LIST)));

    private static final String MORE = "NextToken";

    private final Consumer<String> warnings;

    VpcShapes(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** What is wrong with the document; warnings are told on the way. */
    List<InputProblem> check(FileDocument document) {
        if (!document.isMapping()) {
            return List.of(
                    InputProblem.at(
                            document.place(),
                            "no mapping at the top. Fix: give what the AWS CLI prints without --query, such as {\"Subnets\": [...]}"));
        }
        List<InputProblem> problems = new ArrayList<>();
        Tree tree = document.tree();
        if (isManifest(document)) {
            warnings.accept(document.place() + ": a Kubernetes manifest, not what the AWS CLI prints: passed over");
            return problems;
        }
        warnOfSlips(document);
        FORMS.forEach((key, form) -> {
            Object value = tree.value(key).orElse(null);
            if (value == null && tree.keys().contains(key)) {
                problems.add(
                        InputProblem.at(document.place(), key + " has no value. Fix: write [] where there are none"));
            }
            form.check(value, key, (holder, wrong) -> problems.add(at(document, holder, wrong)), tree.fields());
        });
        if (problems.isEmpty()) {
            problems.addAll(VpcValues.check(document));
        }
        return problems;
    }

    static boolean isManifest(FileDocument document) {
        return document.tree().keys().containsAll(List.of("apiVersion", "kind"));
    }

    private void warnOfSlips(FileDocument document) {
        Set<String> known = FORMS.keySet();
        for (String key : document.tree().keys()) {
            if (key.equals(MORE)) {
                warnings.accept(document.place()
                        + ": NextToken is there, so the list goes on elsewhere; what is not listed counts as absent."
                        + " Fix: let the AWS CLI read all pages");
            } else if (!known.contains(key)) {
                String meant = Wording.nearest(key, known)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("");
                warnings.accept("%s: the key \"%s\" is not one that is read here%s"
                        .formatted(document.placeOf(document.tree().value(key).orElse(null)), Wording.cut(key), meant));
            }
        }
    }

    private static InputProblem at(FileDocument document, Object holder, String reason) {
        return InputProblem.at(document.placeOf(holder), reason);
    }
}
