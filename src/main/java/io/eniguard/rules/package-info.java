/**
 * Rules for the objects of a cluster. Each rule is a class in the sub-package for the kind of object that it checks.
 *
 * <p>A rule checks one object, using the facts of a world, and reports findings. The package {@code review} decides the consequence of a
 * finding. Start reading at {@link io.eniguard.rules.Rule}, then at a short rule such as {@link io.eniguard.rules.eniconfig.SubnetCidr}.
 */
@NullMarked
package io.eniguard.rules;

import org.jspecify.annotations.NullMarked;
