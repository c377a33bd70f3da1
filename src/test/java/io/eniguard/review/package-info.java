/**
 * Tests of the consequences of findings and of patches, and tests that a review depends only on its inputs. Start reading at
 * {@link io.eniguard.review.ConsequencesTest}.
 */
@NullMarked
package io.eniguard.review;

import org.jspecify.annotations.NullMarked;
