/**
 * The reasons behind an answer of eniguard, for the command {@code explain}: why a node uses an ENIConfig, what an ENIConfig does, what a
 * rule demands, and how many pods an instance type can run.
 *
 * <p>This package composes sentences and values. It asks {@code placement} and {@code review} for the decisions themselves, so that an
 * explanation never differs from the decision. The package {@code report} prints the result. Start reading at {@link
 * io.eniguard.review.explain.Reasoning}.
 */
@NullMarked
package io.eniguard.review.explain;

import org.jspecify.annotations.NullMarked;
