package io.eniguard.source.ec2;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a class whose tests use {@link Moto}, an emulator of EC2. Its constructor and methods may have a parameter of this type. All
 * classes of a JVM share one emulator.
 *
 * <p>If moto is missing, the class is skipped, and the reason names the command that installs moto. With {@code ENIGUARD_REQUIRE_MOTO=true}
 * in the environment, the class fails instead.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Ec2EmulatorExtension.class)
public @interface Ec2Emulator {}
