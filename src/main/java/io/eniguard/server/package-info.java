/**
 * The running server. It uses Quarkus to connect the webhooks' listener, the facts, the health checks and the metrics.
 *
 * <p>Rules and placement live elsewhere. Start reading at {@link io.eniguard.server.WebhookServer}, which serves the webhooks; the
 * sub-packages hold the facts of the world, TLS, observability and the settings.
 */
@NullMarked
package io.eniguard.server;

import org.jspecify.annotations.NullMarked;
