/**
 * The script of the demo, which is {@code examples/demo.yaml}, and the comparison of its outcomes with the expected ones.
 *
 * <p>A {@link io.eniguard.demo.script.Script} has parts with {@link io.eniguard.demo.script.Step}s. Each step writes one
 * {@link io.eniguard.demo.script.DemoObject} and has an {@link io.eniguard.demo.script.Expected} outcome, which is compared with the real
 * {@link io.eniguard.demo.script.StepOutcome}. Nothing here sends requests. Start reading at {@link io.eniguard.demo.script.Script}.
 */
@NullMarked
package io.eniguard.demo.script;

import org.jspecify.annotations.NullMarked;
