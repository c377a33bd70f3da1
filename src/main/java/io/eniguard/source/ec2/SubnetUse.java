package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import io.eniguard.vpc.AddressUse;
import io.eniguard.vpc.CidrReservation;
import io.eniguard.vpc.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the addresses in use, and the CIDR reservations of subnets.
 *
 * @param vpcId the cluster's VPC; empty if it is unknown
 * @param subnets the known subnets of the VPC, and the subnets that ENIConfigs name, even if these are in another VPC
 */
record SubnetUse(VpcCalls calls, Optional<String> vpcId, List<Subnet> subnets, Wanted wanted) {

    /** Returns the reservations of the wanted subnets, with one call for each subnet. The result is empty if no reservations are wanted. */
    Optional<List<CidrReservation>> reservations() throws CallFailedException {
        if (wanted.reservations() == Wanted.Reservations.NONE) {
            return Optional.empty();
        }
        List<CidrReservation> all = new ArrayList<>();
        for (Subnet subnet : subnets) {
            if (wanted.wantsReservationsOf(subnet.id())) {
                all.addAll(calls.reservations(subnet.id()));
            }
        }
        return Optional.of(all);
    }

    /**
     * Returns the addresses in use in the whole VPC, and in the named subnets of other VPCs. The whole VPC is read, because a node may have
     * interfaces in a subnet that no ENIConfig names any more.
     */
    AddressUse addresses() throws CallFailedException {
        List<String> ofVpc = ids(subnets.stream().filter(this::isOfVpc));
        List<String> elsewhere = ids(subnets.stream()
                .filter(subnet -> !isOfVpc(subnet) && wanted.subnetIds().contains(subnet.id())));
        List<Scope> scopes = new ArrayList<>(Scope.ids("subnet-id", elsewhere));
        if (vpcId.isPresent()) {
            scopes.add(Scope.of(vpcId));
        }
        AddressUse.Builder use = AddressUse.builder()
                .onlyOf(Stream.concat(ofVpc.stream(), elsewhere.stream()).toList());
        calls.streamed().addAddresses(scopes, use);
        return use.build();
    }

    private boolean isOfVpc(Subnet subnet) {
        return vpcId.isPresent() && vpcId.equals(subnet.vpcId());
    }

    private static List<String> ids(Stream<Subnet> subnets) {
        return subnets.map(Subnet::id).toList();
    }
}
