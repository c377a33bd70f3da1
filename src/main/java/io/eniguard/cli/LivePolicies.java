package io.eniguard.cli;

import io.eniguard.cel.CelConditions;
import io.eniguard.policy.Policies;
import io.eniguard.policy.PolicyReader;
import io.eniguard.policy.StoredPolicies;
import io.eniguard.policy.StoredPolicy;
import io.eniguard.review.CatalogueKinds;
import io.eniguard.tree.Tree;
import java.time.Instant;
import java.util.List;

/** The policies of a live cluster. A command does not know the last good version of an invalid policy, so it works without the policy. */
final class LivePolicies {

    private LivePolicies() {}

    static PolicyReader reader() {
        return new PolicyReader(CatalogueKinds.ofRules(), new CelConditions());
    }

    /**
     * Reads the policies, with a warning about each invalid one.
     *
     * @param documents the policies of the cluster
     * @param ofFiles the policies of {@code --policy}, which the policies of the cluster must not contradict
     */
    static StoredPolicies read(List<Tree> documents, Policies ofFiles, Instant now, ErrorLines err) {
        StoredPolicies stored = StoredPolicies.NONE.next(documents, ofFiles, reader(), now);
        stored.all().stream()
                .filter(policy -> !policy.isValid())
                .map(LivePolicies::warning)
                .forEach(err::print);
        return stored;
    }

    private static String warning(StoredPolicy policy) {
        return "eniguard: warning: the policy %s of the cluster is invalid: %s"
                .formatted(policy.name(), policy.reason());
    }
}
