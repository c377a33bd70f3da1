package io.eniguard.rules.eniconfig;

import io.eniguard.rules.AddressDemand;
import java.util.Comparator;
import java.util.Set;

/**
 * What one more node like those that an ENIConfig serves takes from its subnet before the first pod.
 *
 * @param node a node of the type that takes most, in words
 * @param addresses that it takes
 */
record FirstNode(String node, int addresses) {

    /** Where no node tells its type. */
    static final FirstNode OF_ANY_TYPE = new FirstNode("a new node", AddressDemand.OF_UNKNOWN_TYPE);

    /** The one that takes most. */
    static FirstNode among(Set<String> instanceTypes, AddressDemand demand) {
        return instanceTypes.stream()
                .map(type -> new FirstNode("a new " + type, demand.of(type)))
                .max(Comparator.comparingInt(FirstNode::addresses).thenComparing(FirstNode::node))
                .orElse(OF_ANY_TYPE);
    }
}
