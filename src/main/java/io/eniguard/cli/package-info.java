/**
 * The commands, one picocli class for each.
 *
 * <p>Only {@code serve} boots Quarkus, and {@code demo} starts {@code serve} in a separate process. All other commands take little longer
 * than the start of a JVM. Start reading at {@link io.eniguard.cli.Main}.
 */
@NullMarked
package io.eniguard.cli;

import org.jspecify.annotations.NullMarked;
