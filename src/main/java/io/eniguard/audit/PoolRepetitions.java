package io.eniguard.audit;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.NodeClass;
import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.ObjectId;
import io.eniguard.policy.Action;
import io.eniguard.review.Judged;
import io.eniguard.review.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes findings about NodePools that repeat a finding about their EC2NodeClass. The number of pods is set in the EC2NodeClass, and the
 * finding there covers all its NodePools. The webhook keeps both findings, because each request contains only one of the objects.
 */
final class PoolRepetitions {

    private static final String MAX_PODS = "max-pods";

    private final Map<String, NodePool> pools = new HashMap<>();
    private final Map<String, Action> actionByClass = new HashMap<>();

    private PoolRepetitions(List<AuditedObject> results, ClusterSnapshot cluster) {
        cluster.nodePools().forEach(pool -> pools.put(pool.name(), pool));
        for (AuditedObject result : results) {
            if (is(result.id(), NodeClass.GROUP, NodeClass.KIND)) {
                result.verdict().findings().stream()
                        .filter(judged -> judged.rule().equals(MAX_PODS))
                        .forEach(judged ->
                                actionByClass.merge(result.id().name(), judged.action(), PoolRepetitions::stricter));
            }
        }
    }

    /**
     * Returns the results without repeated findings. A finding about a NodePool is kept if it is stricter than the findings about the
     * EC2NodeClass.
     */
    static List<AuditedObject> removedFrom(List<AuditedObject> results, ClusterSnapshot cluster) {
        PoolRepetitions repetitions = new PoolRepetitions(results, cluster);
        return results.stream().map(repetitions::removedFrom).toList();
    }

    private AuditedObject removedFrom(AuditedObject result) {
        Optional<Action> ofClass = is(result.id(), NodePool.GROUP, NodePool.KIND)
                ? Optional.ofNullable(pools.get(result.id().name()))
                        .flatMap(NodePool::nodeClass)
                        .map(actionByClass::get)
                : Optional.empty();
        return ofClass.map(action -> without(result, action)).orElse(result);
    }

    private static AuditedObject without(AuditedObject result, Action ofClass) {
        Verdict verdict = result.verdict();
        List<Judged> kept = verdict.findings().stream()
                .filter(judged ->
                        !judged.rule().equals(MAX_PODS) || judged.action().compareTo(ofClass) > 0)
                .toList();
        return new AuditedObject(result.id(), result.place(), verdict.withFindings(kept));
    }

    private static boolean is(ObjectId id, String group, String kind) {
        return id.group().equals(group) && id.kind().equals(kind);
    }

    private static Action stricter(Action one, Action other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
