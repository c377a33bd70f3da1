package io.eniguard.source.file;

import io.eniguard.source.aws.AwsShapes;
import io.eniguard.source.aws.GatewayShapes;
import io.eniguard.source.aws.InstanceShapes;
import io.eniguard.source.aws.SecurityGroupShapes;
import io.eniguard.tree.Tree;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.Instance;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Resource;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A top-level key of the documents that the AWS CLI prints, and the part of a VPC that its value describes.
 *
 * @param form the form of one member of the list
 * @param reader creates the facts about one member of the list
 * @param sink sets the part
 */
record VpcKey<M>(
        String name, Form form, Part<?> part, Function<Tree, M> reader, BiConsumer<VpcSnapshotBuilder, List<M>> sink) {

    /** The key of eniguard's own properties of a document: the date, the region and the VPC of its facts. */
    static final String SNAPSHOT = "Snapshot";

    private static final String CLUSTER = "cluster";

    /** All keys that describe a part, in order of name. */
    static final List<VpcKey<?>> ALL = List.of(
            list("AvailabilityZones", VpcForms.ZONE, Part.ZONES, AwsShapes::zone),
            list("InstanceTypes", VpcForms.INSTANCE_TYPE, Part.INSTANCE_TYPES, InstanceShapes::instanceType),
            byId("NatGateways", VpcForms.NAT_GATEWAY, Part.NAT_GATEWAYS, GatewayShapes::natGateway),
            new VpcKey<>(
                    "NetworkInterfaces",
                    VpcForms.NETWORK_INTERFACE,
                    Part.INTERFACES,
                    InstanceShapes::networkInterface,
                    (builder, all) -> builder.with(Part.INTERFACES, AddressUse.of(all))),
            new VpcKey<List<Instance>>(
                    "Reservations",
                    VpcForms.INSTANCE_RESERVATION,
                    Part.INSTANCES,
                    VpcKey::instances,
                    (builder, all) -> builder.with(
                            Part.INSTANCES, all.stream().flatMap(List::stream).toList())),
            byId("RouteTables", VpcForms.ROUTE_TABLE, Part.ROUTE_TABLES, AwsShapes::routeTable),
            list(
                    "SecurityGroupVpcAssociations",
                    VpcForms.GROUP_ASSOCIATION,
                    Part.GROUP_ASSOCIATIONS,
                    SecurityGroupShapes::vpcAssociation),
            byId("SecurityGroups", VpcForms.SECURITY_GROUP, Part.SECURITY_GROUPS, SecurityGroupShapes::securityGroup),
            list("SubnetIpv4CidrReservations", VpcForms.CIDR_RESERVATION, Part.RESERVATIONS, AwsShapes::reservation),
            byId("Subnets", VpcForms.SUBNET, Part.SUBNETS, AwsShapes::subnet),
            byId("VpcPeeringConnections", VpcForms.VPC_PEERING, Part.VPC_PEERINGS, GatewayShapes::vpcPeering),
            byId("Vpcs", VpcForms.VPC, Part.VPCS, AwsShapes::vpc),
            // If several documents describe a cluster, the first description is used.
            new VpcKey<>(
                    CLUSTER,
                    VpcForms.CLUSTER,
                    Part.CLUSTER,
                    AwsShapes::cluster,
                    (builder, all) -> builder.with(Part.CLUSTER, all.get(0))));

    /** The forms of the values of all keys that a document may have, in order of name. */
    static final SortedMap<String, Form> FORMS = forms();

    private static SortedMap<String, Form> forms() {
        SortedMap<String, Form> forms = new TreeMap<>();
        ALL.forEach(key -> forms.put(key.name, key.isSingle() ? key.form : Form.listOf(key.form)));
        forms.put(SNAPSHOT, Form.mapping(Map.of("asOf", Form.TEXT, "region", Form.TEXT, "vpcId", Form.TEXT)));
        // The AWS CLI prints this list together with the reservations for IPv4. No rule reads this list.
        forms.put("SubnetIpv6CidrReservations", Form.listOf(Form.mapping(Map.of())));
        return Collections.unmodifiableSortedMap(forms);
    }

    private static List<Instance> instances(Tree reservation) {
        return reservation.trees("Instances").stream()
                .map(InstanceShapes::instance)
                .toList();
    }

    private static <T extends Resource> VpcKey<T> byId(
            String name, Form form, Part<Map<String, T>> part, Function<Tree, T> reader) {
        return new VpcKey<>(name, form, part, reader, (builder, all) -> builder.with(part, all));
    }

    private static <T> VpcKey<T> list(String name, Form form, Part<List<T>> part, Function<Tree, T> reader) {
        return new VpcKey<>(name, form, part, reader, (builder, all) -> builder.with(part, all));
    }

    static VpcKey<?> of(Part<?> part) {
        return ALL.stream().filter(key -> key.part.equals(part)).findFirst().orElseThrow();
    }

    /** Returns whether the value is one mapping instead of a list of mappings. */
    boolean isSingle() {
        return name.equals(CLUSTER);
    }

    /** Returns whether the document describes the part. An empty list also describes the part. */
    boolean isIn(Tree document) {
        return isSingle() ? document.value(name).isPresent() : document.keys().contains(name);
    }

    /** Returns the mappings that {@link #reader} converts. */
    List<Tree> members(Tree document) {
        return isSingle() ? List.of(document.at(name)) : document.trees(name);
    }

    /** Sets the part to the members from all documents. The part is not set if no document contains the key. */
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
