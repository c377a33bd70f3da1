/**
 * The state of a cluster, read from its API server: watched while the server runs, or listed once for the command line.
 *
 * <p>Only the fields that rules read are kept, so that 5,000 nodes need a few megabytes. Start reading at
 * {@link io.eniguard.source.kube.ClusterWatch}.
 */
@NullMarked
package io.eniguard.source.kube;

import org.jspecify.annotations.NullMarked;
