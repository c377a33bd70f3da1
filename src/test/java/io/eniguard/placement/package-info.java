/** Tests of placement with thousands of generated nodes. Start reading at {@link io.eniguard.placement.PlacementSharesTest}. */
@NullMarked
package io.eniguard.placement;

import org.jspecify.annotations.NullMarked;
