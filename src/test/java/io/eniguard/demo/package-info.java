/** Tests that run the demo as its users do. */
@NullMarked
package io.eniguard.demo;

import org.jspecify.annotations.NullMarked;
