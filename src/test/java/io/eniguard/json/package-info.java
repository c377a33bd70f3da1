/** Tests of the strict JSON reader and its limits. Start reading at {@link io.eniguard.json.JsonLimitsTest}. */
@NullMarked
package io.eniguard.json;

import org.jspecify.annotations.NullMarked;
