/**
 * The pure core's entry: one request and one world in, one verdict out.
 *
 * <p>There is no I/O, no clock and no thread here: the webhook, the command line and the tests all call
 * {@link io.eniguard.review.Reviewer} and differ only in where the world comes from. {@link io.eniguard.review.Consequence} decides what
 * follows from a finding.
 */
@NullMarked
package io.eniguard.review;

import org.jspecify.annotations.NullMarked;
