/**
 * What the demo does, as {@code examples/demo.yaml} has it, and whether the right thing came of it.
 *
 * <p>Start with {@link io.eniguard.demo.script.Script}: parts of {@link io.eniguard.demo.script.Step}s, each a write of one
 * {@link io.eniguard.demo.script.DemoObject} with what is {@link io.eniguard.demo.script.Expected} of it. An
 * {@link io.eniguard.demo.script.StepOutcome} is what really came. Nothing here talks to a server.
 */
@NullMarked
package io.eniguard.demo.script;

import org.jspecify.annotations.NullMarked;
