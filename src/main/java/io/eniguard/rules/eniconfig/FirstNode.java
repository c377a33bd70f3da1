package io.eniguard.rules.eniconfig;

import io.eniguard.rules.AddressDemand;
import java.util.Comparator;
import java.util.Set;

/**
 * The number of addresses that a new node takes from its pod subnet before its first pod starts.
 *
 * @param node the node in words, such as {@code a new m5.large}
 * @param addresses the number of addresses
 */
record FirstNode(String node, int addresses) {

    /** The node that is assumed if the ENIConfig has no nodes of a known instance type. */
    static final FirstNode OF_ANY_TYPE = new FirstNode("a new node", AddressDemand.OF_UNKNOWN_TYPE);

    /** Returns a new node of the instance type that takes the most addresses. */
    static FirstNode among(Set<String> instanceTypes, AddressDemand demand) {
        return instanceTypes.stream()
                .map(type -> new FirstNode("a new " + type, demand.of(type)))
                .max(Comparator.comparingInt(FirstNode::addresses).thenComparing(FirstNode::node))
                .orElse(OF_ANY_TYPE);
    }
}
