/**
 * The rule {@code max-pods}, a class for each kind of object that says how many pods a node takes.
 *
 * <p>They all ask {@link io.eniguard.rules.maxpods.Fit} whether a number suits some instance types; which types those are is what
 * differs. How many pods a type holds under the CNI's settings, as far as those are known, says
 * {@link io.eniguard.rules.maxpods.PodLimits}; which types a NodePool allows, {@link io.eniguard.rules.maxpods.AllowedTypes}.
 * Start reading at {@link io.eniguard.rules.maxpods.KubeletMaxPods}.
 */
@NullMarked
package io.eniguard.rules.maxpods;

import org.jspecify.annotations.NullMarked;
