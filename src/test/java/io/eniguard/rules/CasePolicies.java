package io.eniguard.rules;

import io.eniguard.cel.CelConditions;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Policy;
import io.eniguard.policy.PolicyOrigin;
import io.eniguard.policy.PolicyReader;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.tree.Tree;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Reads the policies of rule cases and of the pages of rules. */
final class CasePolicies {

    private static final PolicyReader READER = new PolicyReader(CatalogueKinds.ofRules(), new CelConditions());

    private CasePolicies() {}

    static Policies read(List<Tree> documents, Instant now) {
        return new Policies(
                documents.stream().map(document -> policy(document, now)).toList());
    }

    /** @throws IllegalArgumentException if the document has faults */
    static Policy policy(Tree document, Instant now) {
        PolicyReader.Outcome outcome = READER.read(document, PolicyOrigin.WRITTEN, Set.of(), now);
        return outcome.policy()
                .orElseThrow(() -> new IllegalArgumentException(outcome.faults().toString()));
    }
}
