/**
 * The rules: what eniguard has an opinion on, one class each, in the sub-packages by what they look at.
 *
 * <p>A rule reports what it sees in the object under review, given the world; what follows from a finding is decided in
 * {@code review}. Start reading at {@link io.eniguard.rules.Rule}, then at a short one such as
 * {@link io.eniguard.rules.eniconfig.SubnetCidr}.
 */
@NullMarked
package io.eniguard.rules;

import org.jspecify.annotations.NullMarked;
