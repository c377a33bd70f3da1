/**
 * The commands, one class each, as picocli reads them; {@link io.eniguard.cli.Main} is where the program starts.
 *
 * <p>Only {@code serve}, {@code demo} and {@code bench} boot Quarkus: the others answer in the time a JVM needs to start.
 */
@NullMarked
package io.eniguard.cli;

import org.jspecify.annotations.NullMarked;
