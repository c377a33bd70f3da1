package io.eniguard.envtest;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of this class talk to a real API server. Their methods and constructor may take a {@link io.eniguard.demo.LocalApiServer}: the
 * one that all such classes of this JVM share, started when it is first asked for, with the {@link io.eniguard.demo.PublishedCrd}s
 * installed.
 *
 * <p>Where its programs are not at hand the class is skipped, and the reason names the command that supplies them. With
 * {@code ENIGUARD_REQUIRE_ENVTEST=true} in the environment it fails instead.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RealApiServerExtension.class)
public @interface RealApiServer {}
