package io.eniguard.vpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.net.Zone;
import io.eniguard.vpc.RouteTable.Association;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tests which route table applies to a subnet. */
class RouteTableTest {

    private static final RouteTable MAIN =
            table("rtb-a", "vpc-1", new Association(true, Optional.empty(), state("associated")));
    private static final RouteTable OWN =
            table("rtb-b", "vpc-1", new Association(false, Optional.of("subnet-a"), state("associated")));

    @Test
    void theAssociatedTableOverridesTheMainOne() {
        assertEquals(Optional.of(OWN), RouteTable.serving(subnet("vpc-1"), List.of(MAIN, OWN)));
    }

    @Test
    void withoutAnAssociationTheMainTableApplies() {
        RouteTable other =
                table("rtb-c", "vpc-1", new Association(false, Optional.of("subnet-b"), state("associated")));
        assertEquals(Optional.of(MAIN), RouteTable.serving(subnet("vpc-1"), List.of(other, MAIN)));
    }

    @Test
    void anAssociationThatIsBeingRemovedDoesNotCount() {
        RouteTable going =
                table("rtb-b", "vpc-1", new Association(false, Optional.of("subnet-a"), state("disassociating")));
        assertEquals(Optional.of(MAIN), RouteTable.serving(subnet("vpc-1"), List.of(going, MAIN)));
    }

    @Test
    void theMainTableOfAnotherVpcDoesNotCount() {
        assertEquals(Optional.empty(), RouteTable.serving(subnet("vpc-2"), List.of(MAIN)));
    }

    private static Optional<String> state(String name) {
        return Optional.of(name);
    }

    private static RouteTable table(String id, String vpc, Association... associations) {
        return new RouteTable(id, Optional.of(vpc), List.of(associations), List.of());
    }

    private static Subnet subnet(String vpc) {
        return new Subnet(
                "subnet-a",
                Optional.of(vpc),
                Optional.empty(),
                Zone.UNKNOWN,
                new Subnet.Condition(Optional.empty(), Optional.empty(), Map.of()));
    }
}
