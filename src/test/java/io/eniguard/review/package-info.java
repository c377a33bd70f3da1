/** What a whole review promises, whatever the rules say: start reading at {@link io.eniguard.review.LabelInjectionTest}. */
@NullMarked
package io.eniguard.review;

import org.jspecify.annotations.NullMarked;
