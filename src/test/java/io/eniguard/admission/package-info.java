/** Tests of the path of a review through the server: its body, its worker, its deadline and its answer. */
@NullMarked
package io.eniguard.admission;

import org.jspecify.annotations.NullMarked;
