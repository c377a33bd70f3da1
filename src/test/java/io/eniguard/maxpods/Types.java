package io.eniguard.maxpods;

import java.util.Optional;
import java.util.OptionalInt;

/** Instance types for tests, from the built-in table or invented. */
final class Types {

    private Types() {}

    static InstanceType named(String name) {
        return InstanceTypes.builtIn().find(name).orElseThrow();
    }

    static InstanceType nitro(int enis, int ipv4PerEni, OptionalInt vcpus) {
        return new InstanceType(
                "test.large",
                new InterfaceLimits(enis, ipv4PerEni, 1),
                Hypervisor.NITRO,
                false,
                vcpus,
                OptionalInt.empty(),
                Optional.of("amd64"));
    }
}
