/**
 * The pure core's entry: one request and one world in, one verdict out.
 *
 * <p>No I/O, no clock, no threads: the webhook, the command line and the tests all call {@link io.eniguard.review.Reviewer}
 * and differ only in where the world comes from.
 */
@NullMarked
package io.eniguard.review;

import org.jspecify.annotations.NullMarked;
