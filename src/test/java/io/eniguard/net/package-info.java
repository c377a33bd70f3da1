/** Addresses against a slow and obvious second opinion: start reading at {@link io.eniguard.net.CidrSetTest}. */
@NullMarked
package io.eniguard.net;

import org.jspecify.annotations.NullMarked;
