package io.eniguard.server;

import io.eniguard.envtest.RealApiServer;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a class whose tests share one {@link GuardedCluster}, which is a parameter of the constructor. The cluster starts before the first
 * test. Its server and objects are removed after the last test.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(GuardedClusterExtension.class)
@interface WithGuardedCluster {}
