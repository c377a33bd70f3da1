/**
 * Evaluates expressions in CEL: those of Karpenter and nodeadm for the number of pods, and the conditions of custom rules. This is the only
 * package that uses the CEL library, and its classes are loaded when the first expression is read.
 *
 * <p>The library parses conditions and checks their types. This package evaluates them itself, because it must limit their work and because
 * facts can be unknown at any depth. Start with {@link io.eniguard.cel.CelExpressions} and {@link io.eniguard.cel.CelConditions}.
 */
@NullMarked
package io.eniguard.cel;

import org.jspecify.annotations.NullMarked;
