/** The commands as a person types them: what they print, where, and the exit code. */
@NullMarked
package io.eniguard.cli;

import org.jspecify.annotations.NullMarked;
