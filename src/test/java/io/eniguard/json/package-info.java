/** Strict JSON, and how much of it: start reading at {@link io.eniguard.json.JsonLimitsTest}. */
@NullMarked
package io.eniguard.json;

import org.jspecify.annotations.NullMarked;
