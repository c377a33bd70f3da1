/**
 * Rules on policies. Their actions are fixed, because a policy that could change them could hide that its exemptions are over. Start reading
 * at {@link io.eniguard.rules.policy.ExemptionExpired}.
 */
@NullMarked
package io.eniguard.rules.policy;

import org.jspecify.annotations.NullMarked;
