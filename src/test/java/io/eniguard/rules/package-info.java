/** Tests that run the rules against their cases. Start reading at {@link io.eniguard.rules.RuleCasesTest}. */
@NullMarked
package io.eniguard.rules;

import org.jspecify.annotations.NullMarked;
