/**
 * The parts of {@code ./eniguard bench}: a generated cluster, the AdmissionReviews that its API server would send, a load generator that is
 * cheap enough to share two cores with the server, and the servers under measurement as child processes.
 *
 * <p>Start reading at {@link io.eniguard.bench.LoadGenerator}. {@link io.eniguard.bench.Corpus} generates the requests, and
 * {@link io.eniguard.bench.Yardstick} is the Go webhook that the figures are compared with.
 */
@NullMarked
package io.eniguard.bench;

import org.jspecify.annotations.NullMarked;
