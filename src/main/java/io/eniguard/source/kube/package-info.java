/**
 * The cluster as its API server tells it: watched while the server runs, or listed once for the command line.
 *
 * <p>Only what rules read is kept, so that 5,000 nodes are a few megabytes. Start reading at
 * {@link io.eniguard.source.kube.ClusterWatch}.
 */
@NullMarked
package io.eniguard.source.kube;

import org.jspecify.annotations.NullMarked;
