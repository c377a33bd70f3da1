/**
 * The commands, one class each, as picocli reads them; {@link io.eniguard.cli.Main} is where the program starts.
 *
 * <p>Only {@code serve} boots Quarkus, and {@code demo} starts it as a process of its own: the others answer in
 * the time a JVM needs to start.
 */
@NullMarked
package io.eniguard.cli;

import org.jspecify.annotations.NullMarked;
