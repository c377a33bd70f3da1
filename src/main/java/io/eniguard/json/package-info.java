/**
 * Strict JSON: an ambiguous or hostile document causes an error with its line and column.
 *
 * <p>The interface is Jakarta JSON Processing, and the tokenizer is Jackson, because Jackson reads bytes several times faster than the
 * reference implementation and can refuse duplicate keys. Start reading at {@link io.eniguard.json.StrictJson}.
 */
@NullMarked
package io.eniguard.json;

import org.jspecify.annotations.NullMarked;
