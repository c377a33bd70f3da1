/**
 * The script of the demo, {@code examples/demo.yaml}, and the comparison of actual outcomes with expected ones.
 *
 * <p>A {@link io.eniguard.demo.script.Script} has parts, which consist of {@link io.eniguard.demo.script.Step}s. Each step writes one
 * {@link io.eniguard.demo.script.DemoObject} and has an {@link io.eniguard.demo.script.Expected} outcome, which is compared with the actual
 * {@link io.eniguard.demo.script.StepOutcome}. This package sends no requests. Start reading at {@link io.eniguard.demo.script.Script}.
 */
@NullMarked
package io.eniguard.demo.script;

import org.jspecify.annotations.NullMarked;
