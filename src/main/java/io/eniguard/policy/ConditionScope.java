package io.eniguard.policy;

import io.eniguard.policy.FactType.Simple;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The variables that a condition on objects of certain kinds can use.
 *
 * @param kinds the Kubernetes kinds, at least one, in the order of the alphabet
 * @param variables the types of the variables by name, in the order of the documentation
 */
public record ConditionScope(List<String> kinds, Map<String, FactType> variables) {

    private static final Map<String, FactType> EVERYWHERE =
            FactTypes.fields("object", Simple.ANY, "oldObject", Simple.ANY, "request", FactTypes.REQUEST);

    private static final Map<String, FactType> OF_ENI_CONFIGS = FactTypes.fields(
            "subnet", FactTypes.SUBNET,
            "vpc", FactTypes.VPC,
            "securityGroups", FactTypes.SECURITY_GROUPS,
            "cni", FactTypes.CNI);

    private static final Map<String, FactType> OF_NODES = FactTypes.fields(
            "node", FactTypes.NODE,
            "eniConfig", FactTypes.ENI_CONFIG,
            "subnet", FactTypes.SUBNET,
            "vpc", FactTypes.VPC,
            "cni", FactTypes.CNI,
            "maxPods", FactTypes.MAX_PODS);

    private static final Map<String, FactType> OF_OTHERS =
            FactTypes.fields("cni", FactTypes.CNI, "vpc", FactTypes.VPC, "maxPods", FactTypes.MAX_PODS);

    private static final Map<String, Map<String, FactType>> BY_KIND = Map.of(
            "ENIConfig", OF_ENI_CONFIGS,
            "Node", OF_NODES,
            "NodePool", OF_OTHERS,
            "EC2NodeClass", OF_OTHERS,
            "ConfigMap", OF_OTHERS,
            "DaemonSet", OF_OTHERS);

    /** The kinds that conditions can be about. */
    public static final Set<String> KINDS = Collections.unmodifiableSet(new TreeSet<>(BY_KIND.keySet()));

    public ConditionScope {
        kinds = List.copyOf(kinds);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }

    /**
     * Returns the variables that all of the kinds have.
     *
     * @param kinds some of {@link #KINDS}; an empty collection stands for all of them
     * @throws IllegalArgumentException if a kind is not one of them
     */
    public static ConditionScope ofKinds(Collection<String> kinds) {
        Set<String> sorted = new TreeSet<>(kinds.isEmpty() ? KINDS : kinds);
        Map<String, FactType> common = new LinkedHashMap<>(OF_ENI_CONFIGS);
        common.putAll(OF_NODES);
        for (String kind : sorted) {
            Map<String, FactType> facts = BY_KIND.get(kind);
            if (facts == null) {
                throw new IllegalArgumentException("no facts for the kind " + kind);
            }
            common.keySet().retainAll(facts.keySet());
        }
        Map<String, FactType> variables = new LinkedHashMap<>(EVERYWHERE);
        variables.putAll(common);
        return new ConditionScope(List.copyOf(sorted), variables);
    }
}
