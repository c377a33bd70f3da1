package io.eniguard.doctor;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Policy;
import io.eniguard.source.kube.ListedObjects;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides which results are possible although the API server did not list some kinds. */
final class UnlistedKinds {

    private static final Set<String> OF_CNI = Set.of(CniSettings.KIND);

    /** The kinds that most rules need. The cluster is audited only if all of them were listed. */
    private static final Set<String> OF_MOST_RULES = Set.of(EniConfig.KIND, ClusterNode.KIND, CniSettings.KIND);

    /** The kinds that can only be judged together. */
    private static final Set<String> OF_KARPENTER = Set.of(NodePool.KIND, NodeClass.KIND);

    private final ListedObjects listed;
    private final Advice advice;

    UnlistedKinds(ListedObjects listed, Advice advice) {
        this.listed = listed;
        this.advice = advice;
    }

    /** Returns whether the kind was not listed. */
    boolean contain(String kind) {
        return listed.failures().containsKey(kind);
    }

    /** Returns the reason why the settings of the CNI are unknown, or empty if they are known. */
    Optional<Gap> gapOfCni() {
        return gap(OF_CNI);
    }

    /** Returns the reason why the cluster cannot be audited, or empty if it can be audited. */
    Optional<Gap> gapOfAudit() {
        return gap(OF_MOST_RULES);
    }

    /** Returns the reason why the objects of Karpenter cannot be audited, or empty if they can be audited. */
    Optional<Gap> gapOfKarpenter() {
        return gap(OF_KARPENTER);
    }

    /** Returns the reason why the policies of the cluster are unknown; empty if they are known or if their kind is not installed. */
    Optional<String> gapOfPolicies() {
        return listed.policyTrouble().or(() -> gap(Set.of(Policy.KIND)).map(Gap::reason));
    }

    /** Returns whether none of the kinds that most rules need was listed. */
    boolean containAllOfMostRules() {
        return listed.failures().keySet().containsAll(OF_MOST_RULES);
    }

    /** Returns the listed objects that can be audited. */
    List<Tree> auditable() {
        boolean withKarpenter = gapOfKarpenter().isEmpty();
        return listed.objects().stream()
                .filter(object -> withKarpenter
                        || !OF_KARPENTER.contains(ObjectId.of(object).kind()))
                .toList();
    }

    private Optional<Gap> gap(Set<String> kinds) {
        return listed.failures().entrySet().stream()
                .filter(failure -> kinds.contains(failure.getKey()))
                .map(failure -> advice.gap(failure.getValue()))
                .findFirst();
    }
}
