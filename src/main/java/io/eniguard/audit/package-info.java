/**
 * Reviews all objects of a cluster, or of the files that somebody has, in one world.
 *
 * <p>The result is data: {@code check}, {@code doctor} and every report count and show the same. May use {@code review} and the packages
 * below it. Start reading at {@link io.eniguard.audit.ClusterAudit}.
 */
@NullMarked
package io.eniguard.audit;

import org.jspecify.annotations.NullMarked;
