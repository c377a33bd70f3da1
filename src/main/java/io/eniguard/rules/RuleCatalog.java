package io.eniguard.rules;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.rules.eniconfig.SubnetCidr;
import java.util.List;

/** All rules there are, by what they look at, each list in order of id. */
public final class RuleCatalog {

    public static final List<Rule<EniConfig>> ENI_CONFIG = List.of(new SubnetCidr());

    public static final List<Rule<ClusterNode>> NODE = List.of();

    public static final List<Rule<CniSettings>> CNI_SETTINGS = List.of();

    private RuleCatalog() {}
}
