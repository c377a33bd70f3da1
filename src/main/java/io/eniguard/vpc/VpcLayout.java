package io.eniguard.vpc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a snapshot that only people change. Two layouts are equal while nobody changes the VPC: they leave out ages and free
 * addresses.
 *
 * @param parts the known ones, with their values
 */
public record VpcLayout(Map<Part<?>, Object> parts) {

    private static final List<Part<?>> CHANGED_BY_PEOPLE =
            List.of(Part.VPCS, Part.SECURITY_GROUPS, Part.GROUP_ASSOCIATIONS, Part.ROUTE_TABLES, Part.CLUSTER);

    public VpcLayout {
        parts = Map.copyOf(parts);
    }

    public static VpcLayout of(VpcSnapshot snapshot) {
        Map<Part<?>, Object> parts = new HashMap<>();
        for (Part<?> part : CHANGED_BY_PEOPLE) {
            snapshot.value(part).ifPresent(value -> parts.put(part, value));
        }
        snapshot.subnets()
                .ifPresent(all -> parts.put(
                        Part.SUBNETS,
                        all.values().stream().map(VpcLayout::withoutRoom).toList()));
        return new VpcLayout(parts);
    }

    private static Subnet withoutRoom(Subnet subnet) {
        Subnet.Condition now = subnet.condition();
        return new Subnet(
                subnet.id(),
                subnet.vpcId(),
                subnet.cidr(),
                subnet.zone(),
                new Subnet.Condition(now.state(), Optional.empty(), now.tags()));
    }
}
