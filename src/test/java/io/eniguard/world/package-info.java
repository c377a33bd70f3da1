/** Tests of what a review may know. */
@NullMarked
package io.eniguard.world;

import org.jspecify.annotations.NullMarked;
