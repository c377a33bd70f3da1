/**
 * Reads the state of a cluster from its API server. The webhook server watches the objects, and the command line lists them once.
 *
 * <p>Only the fields that rules read are kept, so that 5,000 nodes need a few megabytes. Start reading at {@link
 * io.eniguard.source.kube.ClusterWatch}.
 */
@NullMarked
package io.eniguard.source.kube;

import org.jspecify.annotations.NullMarked;
