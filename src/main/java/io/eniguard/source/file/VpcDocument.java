package io.eniguard.source.file;

import io.eniguard.source.aws.AwsShapes;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.VpcSnapshot;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A VPC snapshot out of documents in the AWS CLI's shapes. */
public final class VpcDocument {

    private VpcDocument() {}

    /**
     * The union of the documents: a key that several of them have is the concatenation of its lists.
     *
     * @param source how messages name where the facts come from
     * @throws IllegalArgumentException with a sentence that names the member and the value when one has the wrong form
     */
    public static VpcSnapshot read(String source, List<Tree> documents) {
        // Parts of different age are as old as the oldest.
        Optional<Instant> asOf = documents.stream()
                .flatMap(document -> asOf(document.at("Snapshot")).stream())
                .min(Instant::compareTo);
        VpcSnapshotBuilder builder = VpcSnapshot.builder(new VpcSnapshot.Origin(source, asOf));
        documents.stream()
                .flatMap(document -> document.nonEmptyText("Snapshot", "vpcId").stream())
                .findFirst()
                .ifPresent(builder::clusterVpcId);
        all(documents, "Subnets", AwsShapes::subnet).ifPresent(builder::subnets);
        all(documents, "Vpcs", AwsShapes::vpc).ifPresent(builder::vpcs);
        all(documents, "SecurityGroups", AwsShapes::securityGroup).ifPresent(builder::securityGroups);
        all(documents, "SecurityGroupVpcAssociations", AwsShapes::groupAssociation)
                .ifPresent(builder::groupAssociations);
        all(documents, "AvailabilityZones", AwsShapes::zone).ifPresent(builder::zones);
        all(documents, "RouteTables", AwsShapes::routeTable).ifPresent(builder::routeTables);
        all(documents, "SubnetIpv4CidrReservations", AwsShapes::reservation).ifPresent(builder::reservations);
        all(documents, "NetworkInterfaces", AwsShapes::networkInterface)
                .map(AddressUse::of)
                .ifPresent(builder::addressUse);
        all(documents, "Reservations", Function.identity())
                .map(reservations -> reservations.stream()
                        .flatMap(reservation -> reservation.trees("Instances").stream())
                        .map(AwsShapes::instance)
                        .toList())
                .ifPresent(builder::instances);
        all(documents, "InstanceTypes", AwsShapes::instanceType).ifPresent(builder::instanceTypes);
        documents.stream()
                .filter(document -> document.value("cluster").isPresent())
                .findFirst()
                .ifPresent(document -> builder.cluster(AwsShapes.cluster(document.at("cluster"))));
        return builder.build();
    }

    /** As of when a document's {@code Snapshot} says that its facts are. */
    static Optional<Instant> asOf(Tree snapshot) {
        return snapshot.nonEmptyText("asOf").map(VpcDocument::instant);
    }

    private static <T> Optional<List<T>> all(List<Tree> documents, String key, Function<Tree, T> reader) {
        List<Tree> having = documents.stream()
                .filter(document -> document.keys().contains(key))
                .toList();
        return having.isEmpty()
                ? Optional.empty()
                : Optional.of(having.stream()
                        .flatMap(document -> document.trees(key).stream())
                        .map(reader)
                        .toList());
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("asOf: \"" + text + "\" is not a time such as 2026-01-31T12:00:00Z", e);
        }
    }
}
