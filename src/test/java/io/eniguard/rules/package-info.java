/** Rules against their cases: start reading at {@link io.eniguard.rules.RuleCasesTest}. */
@NullMarked
package io.eniguard.rules;

import org.jspecify.annotations.NullMarked;
