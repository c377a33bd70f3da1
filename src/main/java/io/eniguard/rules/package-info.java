/**
 * The rules. Each rule is a class in the sub-package for the kind of object that it checks.
 *
 * <p>A rule checks the object under review in a world and reports findings. The package {@code review} decides about the consequence of a
 * finding. Start reading at {@link io.eniguard.rules.Rule}, then at a short one such as
 * {@link io.eniguard.rules.eniconfig.SubnetCidr}.
 */
@NullMarked
package io.eniguard.rules;

import org.jspecify.annotations.NullMarked;
