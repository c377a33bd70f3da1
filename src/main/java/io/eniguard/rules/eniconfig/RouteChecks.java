package io.eniguard.rules.eniconfig;

import io.eniguard.world.World;

/** The checks of a route table, for packets with addresses of pods as well as of nodes. */
record RouteChecks(FaultyRoutes faulty, OtherNetworks networks, NatZones zones) {

    static RouteChecks in(World world) {
        NatGateways gateways = new NatGateways(world);
        return new RouteChecks(
                new FaultyRoutes(gateways), new OtherNetworks(gateways, world), new NatZones(gateways, world));
    }
}
