/** The local API server, tried as its users will. */
@NullMarked
package io.eniguard.demo;

import org.jspecify.annotations.NullMarked;
