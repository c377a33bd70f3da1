/**
 * The commands of the program. Each command is a picocli class.
 *
 * <p>Only {@code serve} starts Quarkus, and {@code demo} runs {@code serve} in a separate process. All other commands start almost as fast
 * as the JVM itself. Start reading at {@link io.eniguard.cli.Main}.
 */
@NullMarked
package io.eniguard.cli;

import org.jspecify.annotations.NullMarked;
