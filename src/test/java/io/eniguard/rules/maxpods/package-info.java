/**
 * What case files cannot show of {@code max-pods}: sets of instance types against a slow second opinion, settings that are assumed,
 * and messages about long names. Start reading at {@link io.eniguard.rules.maxpods.AllowedTypesTest}.
 */
@NullMarked
package io.eniguard.rules.maxpods;

import org.jspecify.annotations.NullMarked;
