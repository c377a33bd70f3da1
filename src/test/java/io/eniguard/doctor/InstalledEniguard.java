package io.eniguard.doctor;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.source.ec2.Ec2Emulator;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Marks a class whose tests use an {@link InstalledCluster}. Its constructor may have a parameter of this type. All classes of a JVM share
 * one cluster, so each test must remove the faults that it causes.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@RealApiServer
@Ec2Emulator
@ExtendWith(InstalledEniguardExtension.class)
@interface InstalledEniguard {}
