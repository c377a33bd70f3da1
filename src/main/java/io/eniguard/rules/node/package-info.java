/**
 * Rules on nodes. They check the ENIConfig that a node resolves to, and whether this ENIConfig can serve the node.
 *
 * <p>The rules check only nodes that custom networking governs, and only while it is on. Start reading at {@code Selection}, then at
 * {@link io.eniguard.rules.node.NodeZone}.
 */
@NullMarked
package io.eniguard.rules.node;

import org.jspecify.annotations.NullMarked;
