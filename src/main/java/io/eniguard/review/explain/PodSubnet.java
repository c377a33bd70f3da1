package io.eniguard.review.explain;

import io.eniguard.cluster.EniConfig;
import io.eniguard.net.Ipv4Cidr;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import java.util.Optional;

/** The subnet that an ENIConfig names, as a reason. */
record PodSubnet(EniConfig eniConfig, World world) {

    Reason reason() {
        Optional<String> id = eniConfig.subnetId();
        if (id.isEmpty()) {
            return reason("ENIConfig %s names no subnet.".formatted(eniConfig.name()), Optional.empty());
        }
        return world.subnet(id.get())
                .fold(
                        known -> reason(
                                known.map(this::inWords)
                                        .orElse("ENIConfig %s names %s, which does not exist."
                                                .formatted(eniConfig.name(), id.get())),
                                known),
                        missing -> reason(
                                "ENIConfig %s names %s. Nothing else is known of this subnet: %s."
                                        .formatted(eniConfig.name(), id.get(), missing.reason()),
                                Optional.empty()));
    }

    /** Returns whether the ENIConfig names no subnet, or one that certainly does not exist. */
    boolean isMissing() {
        return eniConfig
                .subnetId()
                .map(id -> world.subnet(id).map(Optional::isEmpty).orElse(false))
                .orElse(true);
    }

    /** Returns the subnet in a few words, such as {@code subnet-0a1b… (100.64.0.0/19, us-west-2a)}. */
    String brief() {
        return eniConfig
                .subnetId()
                .map(id -> world.subnet(id)
                        .orElse(Optional.empty())
                        .map(Subnet::toString)
                        .orElse(id))
                .orElse("no subnet");
    }

    private String inWords(Subnet subnet) {
        String free = subnet.condition()
                .freeAddresses()
                .map(number -> "%d addresses of it are free%s"
                        .formatted(number, world.isFresh(Part.SUBNETS) ? "" : ", according to old facts"))
                .orElse("the number of free addresses is unknown");
        return "ENIConfig %s names %s of %s with the block %s; %s."
                .formatted(
                        eniConfig.name(),
                        subnet.id(),
                        subnet.zone(),
                        subnet.cidr().map(Ipv4Cidr::toString).orElse("(unknown)"),
                        free);
    }

    private Reason reason(String says, Optional<Subnet> subnet) {
        Reason reason = Reason.of("subnet", says)
                .with("eniConfig", eniConfig.name())
                .with("subnet", eniConfig.subnetId())
                .with("zone", subnet.map(known -> known.zone().toString()))
                .with("cidr", subnet.flatMap(Subnet::cidr).map(Ipv4Cidr::toString))
                .with("freeAddresses", subnet.flatMap(known -> known.condition().freeAddresses()));
        return eniConfig.subnetId().isPresent() ? reason.from(world.provenance(Part.SUBNETS)) : reason;
    }
}
