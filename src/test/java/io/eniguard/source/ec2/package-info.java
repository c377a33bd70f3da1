/**
 * Tests of EC2 as a source of facts. The classes whose names end in {@code IT} use moto, an emulator that speaks EC2's protocol. Start
 * reading at {@link io.eniguard.source.ec2.Moto}.
 */
@NullMarked
package io.eniguard.source.ec2;

import org.jspecify.annotations.NullMarked;
