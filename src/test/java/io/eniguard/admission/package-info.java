/** How eniguard is registered, held against golden files. */
@NullMarked
package io.eniguard.admission;

import org.jspecify.annotations.NullMarked;
