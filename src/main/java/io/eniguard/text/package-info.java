/**
 * Formats values for messages: quotes, lists of names, counts, similar names, and text without control characters.
 *
 * <p>This package imports no other package of the program. Start reading at {@link io.eniguard.text.PlainText}.
 */
@NullMarked
package io.eniguard.text;

import org.jspecify.annotations.NullMarked;
