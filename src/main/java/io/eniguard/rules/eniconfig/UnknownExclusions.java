package io.eniguard.rules.eniconfig;

import static io.eniguard.policy.Action.AUDIT;

import io.eniguard.rules.Finding;
import io.eniguard.rules.Finding.Unknown;
import io.eniguard.rules.Finding.Violation;
import io.eniguard.world.Fact.Missing;

/**
 * Findings while the list of the destinations whose packets keep the address of the pod is in another object. Each finding depends on this
 * list, so it is unknown and appears only in reports.
 */
final class UnknownExclusions {

    private UnknownExclusions() {}

    /** Returns a finding that depends on the list. The consequence describes the faulty route. */
    static Finding finding(String consequence) {
        return new Unknown(
                NamedSubnet.FIELD,
                "unknown whether pods use this route",
                consequence,
                "set EXCLUDE_SNAT_CIDRS in aws-node itself",
                Missing.CNI_VARIABLE,
                AUDIT);
    }

    /** Returns the finding about the routes of nodes, which packets of pods use if the list does not contain their destination. */
    static Finding ofNodes(Finding finding) {
        return finding instanceof Violation ? finding(finding.message()) : finding.atMost(AUDIT);
    }
}
