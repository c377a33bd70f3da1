/** How eniguard is registered: what is rendered, and what a real API server then calls. */
@NullMarked
package io.eniguard.admission;

import org.jspecify.annotations.NullMarked;
