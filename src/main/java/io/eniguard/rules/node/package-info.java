/**
 * Rules on nodes: which ENIConfig a node resolves to, and whether that one can serve it.
 *
 * <p>Only nodes that custom networking governs are judged, and only while it is on. Start reading at {@code Selection}, then at
 * {@link io.eniguard.rules.node.NodeZone}.
 */
@NullMarked
package io.eniguard.rules.node;

import org.jspecify.annotations.NullMarked;
