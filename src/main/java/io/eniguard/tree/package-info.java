/**
 * JSON and YAML documents, read into plain maps, lists and scalars.
 *
 * <p>All external data is read by this package before it becomes a typed record: admission reviews, manifests, output of the AWS CLI, and
 * kubelet configurations inside ConfigMaps. Start reading at {@link io.eniguard.tree.Tree}.
 */
@NullMarked
package io.eniguard.tree;

import org.jspecify.annotations.NullMarked;
