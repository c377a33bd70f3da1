package io.eniguard.rules.eniconfig;

import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.rules.Rule;
import io.eniguard.rules.shared.AutoModeRule;
import io.eniguard.text.Quote;
import io.eniguard.vpc.EksCluster;
import io.eniguard.world.World;
import java.util.List;
import java.util.Set;

/**
 * The rule {@code auto-mode} on an ENIConfig. If EKS Auto Mode is on, the rule reports the first ENIConfig by name, because the finding is
 * the same for all ENIConfigs.
 */
public final class AutoModeEniConfig implements Rule<EniConfig> {

    private static final int ROOM_FOR_A_NAME = 40;

    @Override
    public About about() {
        return AutoModeRule.ABOUT;
    }

    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG);
    }

    @Override
    public String reads(EniConfig object, World world) {
        return object.name();
    }

    @Override
    public List<Finding> check(Change<EniConfig> change, World world) {
        return world.cluster().isFirstEniConfig(change.object().name())
                ? world.eksCluster()
                        .filter(EksCluster::autoMode)
                        .map(cluster -> List.<Finding>of(autoMode(cluster)))
                        .orElse(List.of())
                : List.of();
    }

    private static Finding autoMode(EksCluster cluster) {
        return new Violation(
                "metadata.name",
                "EKS Auto Mode is on%s, and its nodes do not use ENIConfigs"
                        .formatted(cluster.name()
                                .map(name -> " in cluster " + Quote.of(name, ROOM_FOR_A_NAME))
                                .orElse("")),
                "for these nodes, set podSubnetSelectorTerms in their NodeClass; keep ENIConfigs only for other nodes");
    }
}
