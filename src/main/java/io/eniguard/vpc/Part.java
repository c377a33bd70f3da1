package io.eniguard.vpc;

import io.eniguard.maxpods.InstanceType;
import io.eniguard.net.Zone;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * A part of a {@link VpcSnapshot}, such as its subnets. In a snapshot, each part is either complete or unknown, and each part has its own
 * age.
 *
 * @param <T> the type of the part's value; the keys of a map are ids
 */
public final class Part<T> {

    public static final Part<Map<String, Vpc>> VPCS = byId("VPCs");
    public static final Part<Map<String, Subnet>> SUBNETS = byId("subnets");
    public static final Part<Map<String, SecurityGroup>> SECURITY_GROUPS = byId("security groups");
    public static final Part<List<SecurityGroup.VpcAssociation>> GROUP_ASSOCIATIONS =
            list("security groups' VPC associations");

    /** The availability zones, including zones that the account has not opted in to. */
    public static final Part<List<Zone>> ZONES = list("availability zones");

    public static final Part<EksCluster> CLUSTER = single("cluster");
    public static final Part<Map<String, RouteTable>> ROUTE_TABLES = byId("route tables");

    public static final Part<Map<String, NatGateway>> NAT_GATEWAYS = byId("NAT gateways");
    public static final Part<Map<String, VpcPeering>> VPC_PEERINGS = byId("VPC peering connections");

    /** The reservations of all subnets. */
    public static final Part<List<CidrReservation>> RESERVATIONS = list("subnet CIDR reservations");

    public static final Part<AddressUse> INTERFACES = single("network interfaces");
    public static final Part<Map<String, Instance>> INSTANCES = byId("instances");
    public static final Part<List<InstanceType>> INSTANCE_TYPES = list("instance types");

    private static final List<Part<?>> ALL = List.of(
            VPCS,
            SUBNETS,
            SECURITY_GROUPS,
            GROUP_ASSOCIATIONS,
            ZONES,
            CLUSTER,
            ROUTE_TABLES,
            NAT_GATEWAYS,
            VPC_PEERINGS,
            RESERVATIONS,
            INTERFACES,
            INSTANCES,
            INSTANCE_TYPES);

    private final String words;
    private final BinaryOperator<T> addition;

    private Part(String words, BinaryOperator<T> addition) {
        this.words = words;
        this.addition = addition;
    }

    private static <V> Part<Map<String, V>> byId(String words) {
        return new Part<>(words, (known, added) -> {
            Map<String, V> both = new TreeMap<>(known);
            both.putAll(added);
            return Collections.unmodifiableMap(both);
        });
    }

    // The newer members are placed first, because readers use the first matching member.
    private static <V> Part<List<V>> list(String words) {
        return new Part<>(
                words,
                (known, added) -> Stream.concat(added.stream(), known.stream()).toList());
    }

    private static <T> Part<T> single(String words) {
        return new Part<>(words, (known, added) -> added);
    }

    /** Returns all parts, in the order in which reports name them. */
    public static List<Part<?>> all() {
        return ALL;
    }

    /** Returns the noun for messages, as in "no subnets are known". */
    public String words() {
        return words;
    }

    /** Returns the known value with newer members added. A value that is neither a map nor a list is replaced. */
    T with(T known, T added) {
        return addition.apply(known, added);
    }

    @Override
    public String toString() {
        return words;
    }
}
