/**
 * Audits clusters and files. An audit reviews all objects of a cluster, or all objects in files, in one world.
 *
 * <p>The result is data, so that {@code check}, {@code doctor} and all reports show the same counts. This package may use {@code review}
 * and the packages below it. Start reading at {@link io.eniguard.audit.ClusterAudit}.
 */
@NullMarked
package io.eniguard.audit;

import org.jspecify.annotations.NullMarked;
