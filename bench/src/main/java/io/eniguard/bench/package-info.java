/**
 * What {@code ./eniguard bench} is made of: a made-up cluster, AdmissionReviews as its API server would send them, a load
 * generator that is cheap enough to share two cores with the server, and the servers under measurement as child processes.
 *
 * <p>Start reading at {@link io.eniguard.bench.LoadGenerator}; {@link io.eniguard.bench.Corpus} says what is sent, and
 * {@link io.eniguard.bench.Yardstick} is the Go webhook that gives the figures a scale.
 */
@NullMarked
package io.eniguard.bench;

import org.jspecify.annotations.NullMarked;
