/**
 * Tests of {@code max-pods} that case files cannot express: sets of instance types compared with a slow second implementation, assumed
 * settings, and messages with long names. Start reading at {@link io.eniguard.rules.maxpods.AllowedTypesTest}.
 */
@NullMarked
package io.eniguard.rules.maxpods;

import org.jspecify.annotations.NullMarked;
