/**
 * Tests of the server. The classes whose names end in {@code IT} run the packaged program as a separate process and call it over HTTPS.
 * With {@code ENIGUARD_NATIVE=1} in the environment, they run the native executable instead.
 */
@NullMarked
package io.eniguard.server;

import org.jspecify.annotations.NullMarked;
