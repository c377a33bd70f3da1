/**
 * The rule on kubelet configurations, which are documents in a ConfigMap or objects of their own. The rule compares {@code maxPods} with
 * the number of pods that the instance type can run.
 */
@NullMarked
package io.eniguard.rules.kubelet;

import org.jspecify.annotations.NullMarked;
