/**
 * The running server: it wires the webhooks' listener, the facts, health checks and metrics together with Quarkus.
 *
 * <p>Rules and placement live elsewhere. Start reading at {@link io.eniguard.server.WebhookServer}, which serves the webhooks; the
 * sub-packages hold the facts of the world, TLS, observability and the settings.
 */
@NullMarked
package io.eniguard.server;

import org.jspecify.annotations.NullMarked;
