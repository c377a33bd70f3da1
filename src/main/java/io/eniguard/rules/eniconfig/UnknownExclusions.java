package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.world.Fact.Missing;

/**
 * Creates findings for the case that AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS is set in another object, so the excluded destinations are unknown.
 * The findings depend on these destinations, so they are unknown and appear only in reports.
 */
final class UnknownExclusions {

    private UnknownExclusions() {}

    /**
     * Returns a finding that depends on the excluded destinations.
     *
     * @param consequence the faulty route
     */
    static Finding finding(String consequence) {
        return new Unknown(
                NamedSubnet.FIELD,
                "unknown whether pods use this route",
                consequence,
                "write the excluded CIDRs into aws-node",
                Missing.CNI_VARIABLE,
                AUDIT);
    }

    /** Returns the finding about the routes of nodes, which packets of pods use if their destination is not excluded. */
    static Finding ofNodes(Finding finding) {
        return finding instanceof Violation ? finding(finding.message()) : finding.atMost(AUDIT);
    }
}
