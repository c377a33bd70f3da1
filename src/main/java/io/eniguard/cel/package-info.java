/**
 * Evaluates the expressions of Karpenter and nodeadm for the number of pods with the CEL library. This is the only package that uses the
 * library, and its classes are loaded when the first expression is read. Start with {@link io.eniguard.cel.CelExpressions}.
 */
@NullMarked
package io.eniguard.cel;

import org.jspecify.annotations.NullMarked;
