/**
 * Logic that is shared by rules on several kinds of objects. {@link io.eniguard.rules.shared.Fit} compares a number of pods with the
 * capacity that {@link io.eniguard.rules.shared.PodLimits} calculates for instance types from the CNI's settings. {@link
 * io.eniguard.rules.shared.Coverage} finds zones without an ENIConfig.
 */
@NullMarked
package io.eniguard.rules.shared;

import org.jspecify.annotations.NullMarked;
