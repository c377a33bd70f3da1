package io.eniguard.rules.cni;

import static io.eniguard.policy.Action.WARN;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Operation;
import io.eniguard.rules.About;
import io.eniguard.rules.Change;
import io.eniguard.rules.Finding;
import io.eniguard.rules.Rule;
import io.eniguard.world.World;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Warns about changes of the CNI's settings that break running nodes, or that affect only new nodes. */
public final class CniChange implements Rule<CniSettings> {

    private static final About ABOUT = About.of("cni-change", WARN)
            .on(Operation.CREATE, Operation.UPDATE)
            .says("A change of aws-node's settings suits the running nodes")
            .because("""
                    A change of aws-node restarts it on all nodes within minutes. Running nodes keep the interfaces and addresses of the
                    old settings, so most changes need new nodes. Some changes leave nodes without new addresses, or stop aws-node. An
                    update of the EKS add-on can change settings too, because it may reset variables to their defaults. A new DaemonSet
                    is judged as a change from the CNI's defaults.
                    """)
            .source("https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network-tutorial.html");

    @Override
    public About about() {
        return ABOUT;
    }

    @Override
    public Set<ReviewedKind> concludesFromAbsenceOf() {
        return Set.of(ReviewedKind.ENI_CONFIG);
    }

    @Override
    public CniSettings reads(CniSettings object, World world) {
        return object;
    }

    @Override
    public List<Finding> check(Change<CniSettings> change, World world) {
        SettingsChange made = SettingsChange.of(change, world);
        SettingsChange fromDefaults = made.fromDefaults();
        return Stream.of(
                        SelectionChange.check(made),
                        SelectionChange.checkEniConfigs(fromDefaults),
                        AddressChange.checkPrefixes(made),
                        AddressChange.check(made),
                        AddressChange.check(fromDefaults))
                .flatMap(findings -> findings)
                .distinct()
                .toList();
    }
}
