/**
 * EC2 as a source, against moto: an emulator that speaks its real protocol. Start reading at {@link io.eniguard.source.ec2.Moto}.
 */
@NullMarked
package io.eniguard.source.ec2;

import org.jspecify.annotations.NullMarked;
