/**
 * The rule on kubelet configurations, which are documents in a ConfigMap or bare files. It compares {@code maxPods} with the capacity of
 * the instance types that the configuration is for.
 */
@NullMarked
package io.eniguard.rules.kubelet;

import org.jspecify.annotations.NullMarked;
