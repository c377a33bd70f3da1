/**
 * The running server: Quarkus wiring of TLS, routes, knowledge, health and metrics.
 *
 * <p>Everything that has an opinion lives elsewhere. Start reading at {@link io.eniguard.server.Knowledge}, which holds what reviews
 * may know, and {@link io.eniguard.server.Wiring}, which puts the routes in place.
 */
@NullMarked
package io.eniguard.server;

import org.jspecify.annotations.NullMarked;
