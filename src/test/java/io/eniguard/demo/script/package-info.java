/** Tests of {@code io.eniguard.demo.script} and of the examples that it uses. */
@NullMarked
package io.eniguard.demo.script;

import org.jspecify.annotations.NullMarked;
