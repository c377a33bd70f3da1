/**
 * The running server. It uses Quarkus to connect the webhooks' listener, the facts, the health checks and the metrics.
 *
 * <p>Rules and placement are in other packages. Start reading at {@link io.eniguard.server.WebhookServer}, which serves the webhooks. The
 * sub-packages contain the facts, TLS, the metrics and logs, and the settings.
 */
@NullMarked
package io.eniguard.server;

import org.jspecify.annotations.NullMarked;
