/** Tests of the rule on kubelet configurations that case files cannot express. */
@NullMarked
package io.eniguard.rules.kubelet;

import org.jspecify.annotations.NullMarked;
