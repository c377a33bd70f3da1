/**
 * Strict JSON: what is ambiguous or hostile is an error, with its line and column.
 *
 * <p>Jakarta JSON Processing is the interface and Jackson the tokenizer below it, because that one reads bytes several times faster
 * than the reference implementation and can refuse repeated keys. Start reading at {@link io.eniguard.json.StrictJson}.
 */
@NullMarked
package io.eniguard.json;

import org.jspecify.annotations.NullMarked;
