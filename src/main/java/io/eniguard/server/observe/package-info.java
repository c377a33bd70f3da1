/**
 * Metrics and logs of the running server.
 *
 * <p>Start reading at {@link io.eniguard.server.observe.Telemetry}, which receives every review.
 */
@NullMarked
package io.eniguard.server.observe;

import org.jspecify.annotations.NullMarked;
