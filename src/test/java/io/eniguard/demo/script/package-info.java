/** Tests of {@code io.eniguard.demo.script}, and of the examples that it plays. */
@NullMarked
package io.eniguard.demo.script;

import org.jspecify.annotations.NullMarked;
