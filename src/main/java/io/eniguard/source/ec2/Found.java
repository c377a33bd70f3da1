package io.eniguard.source.ec2;

import io.eniguard.vpc.SecurityGroup;
import io.eniguard.vpc.Subnet;
import io.eniguard.vpc.Vpc;
import java.util.List;
import java.util.Optional;

/**
 * What a look-up brought.
 *
 * @param vpcs of the subnets, where what was known of them was older
 * @param associations of the groups with VPCs that are not theirs
 * @param failure why it may not be all; goes on from "and …" in a message. Empty: what was not found does not exist
 */
public record Found(
        List<Subnet> subnets,
        List<Vpc> vpcs,
        List<SecurityGroup> groups,
        List<SecurityGroup.VpcAssociation> associations,
        Optional<String> failure) {

    public Found {
        subnets = List.copyOf(subnets);
        vpcs = List.copyOf(vpcs);
        groups = List.copyOf(groups);
        associations = List.copyOf(associations);
    }
}
