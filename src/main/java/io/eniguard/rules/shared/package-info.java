/**
 * The logic that rules on several kinds of objects share. {@link io.eniguard.rules.shared.Fit} compares a number of pods with the
 * capacity of instance types, which {@link io.eniguard.rules.shared.PodLimits} computes from the CNI's settings.
 * {@link io.eniguard.rules.shared.Coverage} finds zones without an ENIConfig.
 */
@NullMarked
package io.eniguard.rules.shared;

import org.jspecify.annotations.NullMarked;
