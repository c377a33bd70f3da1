/** What placement promises, on thousands of made-up nodes: start reading at {@link io.eniguard.placement.PlacementSharesTest}. */
@NullMarked
package io.eniguard.placement;

import org.jspecify.annotations.NullMarked;
