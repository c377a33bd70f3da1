/** Tests how many instance types a NodePool allows against a slow second implementation, which case files cannot express. */
@NullMarked
package io.eniguard.rules.karpenter;

import org.jspecify.annotations.NullMarked;
