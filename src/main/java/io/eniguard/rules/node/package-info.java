/**
 * Rules on nodes. The rules check which ENIConfig a node resolves to, whether this ENIConfig can serve the node, and how many pods the node
 * runs.
 *
 * <p>The rules check only nodes that custom networking governs, or governed before the request. All rules except {@code max-pods} apply
 * only while custom networking is on. Start reading at {@code Selection}, then at {@link io.eniguard.rules.node.NodeZone}.
 */
@NullMarked
package io.eniguard.rules.node;

import org.jspecify.annotations.NullMarked;
