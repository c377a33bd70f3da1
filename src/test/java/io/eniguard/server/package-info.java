/**
 * Tests that run the packaged program as a separate process and call it over HTTPS. With {@code ENIGUARD_NATIVE=1} in the environment, the
 * same tests run against the native executable.
 */
@NullMarked
package io.eniguard.server;

import org.jspecify.annotations.NullMarked;
