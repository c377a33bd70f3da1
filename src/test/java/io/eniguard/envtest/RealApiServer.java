package io.eniguard.envtest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a class whose tests use a real API server. Its constructor and methods may have a parameter of the type
 * {@link io.eniguard.localkube.LocalApiServer}. All classes of a JVM share one server, which starts when the first test needs it. The
 * {@link io.eniguard.localkube.PublishedCrd}s are installed.
 *
 * <p>If the programs of the server are missing, the class is skipped, and the reason names the command that downloads the programs. With
 * {@code ENIGUARD_REQUIRE_ENVTEST=true} in the environment, the class fails instead.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealApiServerExtension.class)
public @interface RealApiServer {}
