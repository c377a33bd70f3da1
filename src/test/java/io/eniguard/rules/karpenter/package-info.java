/**
 * Tests that compare the number of instance types that a NodePool allows with a slow second implementation. Case files cannot express this.
 */
@NullMarked
package io.eniguard.rules.karpenter;

import org.jspecify.annotations.NullMarked;
