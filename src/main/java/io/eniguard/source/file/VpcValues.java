package io.eniguard.source.file;

import io.eniguard.input.InputProblem;
import io.eniguard.source.aws.AwsShapes;
import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Whether ids are there and CIDR blocks and times are such, in a document whose members have the right types. */
final class VpcValues {

    private static final Map<String, Consumer<Tree>> READERS = new TreeMap<>(Map.of(
            "Subnets", AwsShapes::subnet,
            "Vpcs", AwsShapes::vpc,
            "SecurityGroups", AwsShapes::securityGroup,
            "SecurityGroupVpcAssociations", AwsShapes::groupAssociation,
            "AvailabilityZones", AwsShapes::zone,
            "RouteTables", AwsShapes::routeTable,
            "SubnetIpv4CidrReservations", AwsShapes::reservation,
            "NetworkInterfaces", AwsShapes::networkInterface,
            "Reservations", VpcValues::instances,
            "InstanceTypes", AwsShapes::instanceType));

    private VpcValues() {}

    static List<InputProblem> check(FileDocument document) {
        List<InputProblem> problems = new ArrayList<>();
        Tree root = document.tree();
        READERS.forEach((key, reader) -> {
            List<Tree> members = root.trees(key);
            for (int i = 0; i < members.size(); i++) {
                tryToRead(document, members.get(i), "%s[%d]: ".formatted(key, i), reader, problems);
            }
        });
        tryToRead(document, root.at("cluster"), "cluster: ", AwsShapes::cluster, problems);
        tryToRead(document, root.at("Snapshot"), "Snapshot: ", VpcDocument::asOf, problems);
        return problems;
    }

    private static void instances(Tree reservation) {
        reservation.trees("Instances").forEach(AwsShapes::instance);
    }

    private static void tryToRead(
            FileDocument document, Tree member, String path, Consumer<Tree> reader, List<InputProblem> problems) {
        try {
            reader.accept(member);
        } catch (IllegalArgumentException e) {
            problems.add(InputProblem.at(document.placeOf(member.fields()), path + e.getMessage()));
        }
    }
}
