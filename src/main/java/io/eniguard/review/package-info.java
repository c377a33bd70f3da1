/**
 * Reviews requests. A review turns a request and a world into a verdict.
 *
 * <p>This package does no I/O, reads no clock and starts no thread. The webhook, the command line and the tests all call
 * {@link io.eniguard.review.Reviewer}, with worlds from different sources. {@link io.eniguard.review.Consequence} decides the consequence
 * of a finding.
 */
@NullMarked
package io.eniguard.review;

import org.jspecify.annotations.NullMarked;
