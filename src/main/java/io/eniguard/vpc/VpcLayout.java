package io.eniguard.vpc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The known parts of a snapshot that change only when people change the VPC. A layout contains no ages and no numbers of free addresses, so
 * two layouts are equal as long as nobody changes the VPC.
 *
 * @param parts the values of the known parts
 */
public record VpcLayout(Map<Part<?>, Object> parts) {

    private static final List<Part<?>> CHANGED_BY_PEOPLE = List.of(
            Part.VPCS,
            Part.SECURITY_GROUPS,
            Part.GROUP_ASSOCIATIONS,
            Part.ROUTE_TABLES,
            Part.NAT_GATEWAYS,
            Part.VPC_PEERINGS,
            Part.CLUSTER);

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
                        all.values().stream()
                                .map(VpcLayout::withoutFreeAddresses)
                                .toList()));
        return new VpcLayout(parts);
    }

    private static Subnet withoutFreeAddresses(Subnet subnet) {
        Subnet.Condition now = subnet.condition();
        return subnet.with(new Subnet.Condition(now.state(), Optional.empty(), now.tags()));
    }
}
