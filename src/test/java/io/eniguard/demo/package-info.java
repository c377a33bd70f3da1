/** Tests that run the demo like its users. */
@NullMarked
package io.eniguard.demo;

import org.jspecify.annotations.NullMarked;
