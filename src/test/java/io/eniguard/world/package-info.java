/** Tests of the facts that a review can use. */
@NullMarked
package io.eniguard.world;

import org.jspecify.annotations.NullMarked;
