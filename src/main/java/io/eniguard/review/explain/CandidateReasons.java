package io.eniguard.review.explain;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.placement.Placement;
import io.eniguard.rules.AddressDemand;
import io.eniguard.rules.Fitness;
import io.eniguard.text.Count;
import io.eniguard.text.NameList;
import io.eniguard.vpc.Part;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ENIConfigs among which eniguard chooses for a new node, and its choice. */
record CandidateReasons(ClusterNode node, CniSettings cni, Fitness fitness, World world) {

    private static final String TOPIC = "placement";

    List<Reason> reasons() {
        if (!cni.keys().isLabelSetByEniguard()) {
            return List.of(Reason.of(
                            TOPIC,
                            "eniguard sets no label on new nodes, because %s is a label that Kubernetes or the cloud provider sets."
                                    .formatted(cni.labelKey()))
                    .with("chosen", null));
        } else if (!node.zone().isKnown()) {
            return List.of(
                    Reason.of(TOPIC, "eniguard chooses no ENIConfig for a new node as long as the zone is unknown.")
                            .with("chosen", null));
        }
        Placement placement = new Placement(
                world,
                eniConfig -> fitness.isFit(eniConfig, world),
                AddressDemand.with(cni, world.instanceTypes())::of);
        List<Placement.Weighed> weighed = placement.weigh(node);
        Optional<String> chosen = placement.choose(node).map(Placement.Choice::eniConfig);
        List<Reason> reasons = new ArrayList<>();
        reasons.add(choice(weighed, chosen));
        weighed.forEach(one -> reasons.add(candidate(one, chosen)));
        return reasons;
    }

    private Reason choice(List<Placement.Weighed> weighed, Optional<String> chosen) {
        return Reason.of(TOPIC, says(weighed, chosen))
                .with("zone", world.complete(node.zone()).toString())
                .with("chosen", chosen)
                .from(world.provenance(Part.SUBNETS));
    }

    private String says(List<Placement.Weighed> weighed, Optional<String> chosen) {
        String zone = world.complete(node.zone()).toString();
        if (weighed.isEmpty()) {
            return "No %sENIConfig serves %s. %s".formatted(mayHaveMore() ? "known " : "", zone, others());
        } else if (chosen.isEmpty()) {
            return "For a new node of this name in %s, eniguard would choose no ENIConfig, because %s."
                    .formatted(zone, weighed.size() == 1 ? "the only candidate is unfit" : "all candidates are unfit");
        }
        long fit = weighed.stream().filter(Placement.Weighed::isFit).count();
        return "For a new node of this name in %s, eniguard would choose %s, %s."
                .formatted(
                        zone,
                        chosen.get(),
                        fit == 1
                                ? "the only fit candidate"
                                : "one of %d fit candidates; each gets nodes in proportion to its weight"
                                        .formatted(fit));
    }

    private String others() {
        List<String> all = world.cluster().eniConfigs().stream()
                .map(eniConfig -> "%s (%s%s)"
                        .formatted(
                                eniConfig.name(), zoneOf(eniConfig), eniConfig.isDefault() ? ", only a fallback" : ""))
                .toList();
        if (mayHaveMore()) {
            return all.isEmpty()
                    ? "The cluster may have ENIConfigs that are not known."
                    : "The cluster has %s and may have further ones: %s."
                            .formatted(Count.of(all.size(), "known ENIConfig"), NameList.of(all, 300));
        }
        return all.isEmpty()
                ? "The cluster has no ENIConfigs."
                : "The cluster has %s: %s.".formatted(Count.of(all.size(), "ENIConfig"), NameList.of(all, 300));
    }

    private boolean mayHaveMore() {
        return world.incomplete().contains(ReviewedKind.ENI_CONFIG);
    }

    private String zoneOf(EniConfig eniConfig) {
        return eniConfig
                .subnetId()
                .flatMap(id -> world.subnet(id).orElse(Optional.empty()))
                .map(subnet -> subnet.zone().toString())
                .orElse("zone unknown");
    }

    private Reason candidate(Placement.Weighed weighed, Optional<String> chosen) {
        EniConfig eniConfig = weighed.candidate().eniConfig();
        Optional<String> broken = weighed.isFit() ? Optional.empty() : fitness.brokenRule(eniConfig, world);
        boolean isChosen = chosen.filter(eniConfig.name()::equals).isPresent();
        String free = weighed.freeAddresses().isPresent()
                ? "%d addresses are free and not promised to other new nodes"
                        .formatted(weighed.freeAddresses().getAsLong())
                : "the number of free addresses is unknown";
        return Reason.of(
                        "candidate",
                        "%s with %s: %s, so it %s."
                                .formatted(
                                        eniConfig.name(),
                                        new PodSubnet(eniConfig, world).brief(),
                                        broken.map(rule -> "it breaks the rule " + rule)
                                                .orElse(
                                                        weighed.candidate()
                                                                        .subnet()
                                                                        .isPresent()
                                                                ? free
                                                                : "no subnets are known, and it has the name of the"
                                                                        + " zone"),
                                        broken.isPresent() ? "is unfit" : "has the weight " + weighed.weight()))
                .with("eniConfig", eniConfig.name())
                .with("subnet", eniConfig.subnetId())
                .with("fit", weighed.isFit())
                .with("brokenRule", broken)
                .with(
                        "freeAddresses",
                        weighed.freeAddresses().isPresent()
                                ? weighed.freeAddresses().getAsLong()
                                : null)
                .with("weight", weighed.weight())
                .with("chosen", isChosen)
                .from(world.provenance(Part.SUBNETS));
    }
}
