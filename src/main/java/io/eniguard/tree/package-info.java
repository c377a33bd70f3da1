/**
 * Documents as they were written: JSON and YAML read into plain maps, lists and scalars.
 *
 * <p>Everything that comes from outside passes through here before it becomes a typed record, whichever way it came:
 * an admission review, a manifest, the AWS CLI's output, a kubelet configuration inside a ConfigMap. Start reading at
 * {@link io.eniguard.tree.Tree}.
 */
@NullMarked
package io.eniguard.tree;

import org.jspecify.annotations.NullMarked;
