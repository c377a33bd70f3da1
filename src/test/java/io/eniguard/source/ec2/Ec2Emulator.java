package io.eniguard.source.ec2;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class talk to EC2 as {@link Moto} emulates it, and may take one as a parameter: the one that all such classes of
 * this JVM share.
 *
 * <p>Where moto is not at hand the class is skipped, and the reason names the command that supplies it. With
 * {@code ENIGUARD_REQUIRE_MOTO=true} in the environment it fails instead.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Ec2EmulatorExtension.class)
public @interface Ec2Emulator {}
