/**
 * What follows from findings, what is set right, and that a review is a function of its inputs: start reading at
 * {@link io.eniguard.review.ConsequencesTest}.
 */
@NullMarked
package io.eniguard.review;

import org.jspecify.annotations.NullMarked;
