/** Tests of the commands: their output on stdout and stderr, and their exit codes. */
@NullMarked
package io.eniguard.cli;

import org.jspecify.annotations.NullMarked;
