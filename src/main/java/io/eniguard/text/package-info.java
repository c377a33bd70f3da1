/**
 * Text that others wrote, as people may be shown it.
 *
 * <p>Knows nothing else of the program. Start reading at {@link io.eniguard.text.PlainText}.
 */
@NullMarked
package io.eniguard.text;

import org.jspecify.annotations.NullMarked;
