/**
 * Reads and writes JSON. Ambiguous or hostile documents cause errors that name a line and a column.
 *
 * <p>Parsers have the interface of Jakarta JSON Processing. They use the tokenizer of Jackson, because it is several times as fast as the
 * reference implementation and can refuse duplicate keys. Start reading at {@link io.eniguard.json.StrictJson}.
 */
@NullMarked
package io.eniguard.json;

import org.jspecify.annotations.NullMarked;
