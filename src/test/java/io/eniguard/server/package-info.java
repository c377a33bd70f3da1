/**
 * The packaged program as a process of its own, asked over HTTPS. With {@code ENIGUARD_NATIVE=1} in the environment it is the native
 * executable: the same tests hold for both.
 */
@NullMarked
package io.eniguard.server;

import org.jspecify.annotations.NullMarked;
