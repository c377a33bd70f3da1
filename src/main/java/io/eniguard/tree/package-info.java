/**
 * Reads YAML documents into plain maps, lists and scalars. JSON documents are read into the same form by the package {@code json}.
 *
 * <p>All external data has this form before it becomes typed records: admission reviews, manifests, output of the AWS CLI, and kubelet
 * configurations inside ConfigMaps. Start reading at {@link io.eniguard.tree.Tree}.
 */
@NullMarked
package io.eniguard.tree;

import org.jspecify.annotations.NullMarked;
