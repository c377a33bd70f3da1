package io.eniguard.source.file;

import io.eniguard.source.aws.AwsShapes;
import io.eniguard.source.aws.InstanceShapes;
import io.eniguard.source.aws.SecurityGroupShapes;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.Instance;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Resource;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A top-level key of the documents that the AWS CLI prints, and the part of a VPC that its value describes.
 *
 * @param reader converts a member of the list
 * @param sink sets the part
 */
record VpcKey<M>(String name, Part<?> part, Function<Tree, M> reader, BiConsumer<VpcSnapshotBuilder, List<M>> sink) {

    private static final String CLUSTER = "cluster";

    /** In order of name. */
    static final List<VpcKey<?>> ALL = List.of(
            list("AvailabilityZones", Part.ZONES, AwsShapes::zone),
            list("InstanceTypes", Part.INSTANCE_TYPES, InstanceShapes::instanceType),
            new VpcKey<>(
                    "NetworkInterfaces",
                    Part.INTERFACES,
                    InstanceShapes::networkInterface,
                    (builder, all) -> builder.with(Part.INTERFACES, AddressUse.of(all))),
            new VpcKey<List<Instance>>(
                    "Reservations",
                    Part.INSTANCES,
                    VpcKey::instances,
                    (builder, all) -> builder.with(
                            Part.INSTANCES, all.stream().flatMap(List::stream).toList())),
            byId("RouteTables", Part.ROUTE_TABLES, AwsShapes::routeTable),
            list("SecurityGroupVpcAssociations", Part.GROUP_ASSOCIATIONS, SecurityGroupShapes::vpcAssociation),
            byId("SecurityGroups", Part.SECURITY_GROUPS, SecurityGroupShapes::securityGroup),
            list("SubnetIpv4CidrReservations", Part.RESERVATIONS, AwsShapes::reservation),
            byId("Subnets", Part.SUBNETS, AwsShapes::subnet),
            byId("Vpcs", Part.VPCS, AwsShapes::vpc),
            // If several documents describe the cluster, the first one counts.
            new VpcKey<>(
                    CLUSTER,
                    Part.CLUSTER,
                    AwsShapes::cluster,
                    (builder, all) -> builder.with(Part.CLUSTER, all.get(0))));

    private static List<Instance> instances(Tree reservation) {
        return reservation.trees("Instances").stream().map(InstanceShapes::instance).toList();
    }

    private static <T extends Resource> VpcKey<T> byId(
            String name, Part<Map<String, T>> part, Function<Tree, T> reader) {
        return new VpcKey<>(name, part, reader, (builder, all) -> builder.with(part, all));
    }

    private static <T> VpcKey<T> list(String name, Part<List<T>> part, Function<Tree, T> reader) {
        return new VpcKey<>(name, part, reader, (builder, all) -> builder.with(part, all));
    }

    static VpcKey<?> of(Part<?> part) {
        return ALL.stream().filter(key -> key.part.equals(part)).findFirst().orElseThrow();
    }

    /** Whether the value is one mapping instead of a list of them. */
    boolean isSingle() {
        return name.equals(CLUSTER);
    }

    /** Whether the document describes the part, possibly with an empty list. */
    boolean isIn(Tree document) {
        return isSingle() ? document.value(name).isPresent() : document.keys().contains(name);
    }

    /** The mappings that {@link #reader} takes. */
    List<Tree> members(Tree document) {
        return isSingle() ? List.of(document.at(name)) : document.trees(name);
    }

    /** Sets the part to the members in all documents, unless no document has the key. */
    void read(List<Tree> documents, VpcSnapshotBuilder builder) {
        List<Tree> having = documents.stream().filter(this::isIn).toList();
        if (!having.isEmpty()) {
            sink.accept(
                    builder,
                    having.stream()
                            .flatMap(document -> members(document).stream())
                            .map(reader)
                            .toList());
        }
    }
}
