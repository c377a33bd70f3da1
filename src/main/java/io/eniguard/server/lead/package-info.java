/**
 * The work of the one replica that leads: the audit of the whole cluster and its reports, the certificates of the installation, and the
 * labels that nodes missed. A Lease decides which replica leads. Nothing here can delay a review: each task has its own thread, and each
 * request has a deadline.
 *
 * <p>Start reading at {@link io.eniguard.server.lead.Leadership} and {@link io.eniguard.server.lead.LeaderElection}.
 */
@NullMarked
package io.eniguard.server.lead;

import org.jspecify.annotations.NullMarked;
