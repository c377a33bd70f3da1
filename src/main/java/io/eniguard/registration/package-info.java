/**
 * The two webhook configurations that make API servers send reviews. They contain the webhooks, the match conditions and the CA bundle.
 *
 * <p>{@code render webhooks} prints the configurations, and the files in {@code k8s/} contain the same configurations. Start reading at
 * {@link io.eniguard.registration.WebhookConfigurations}.
 */
@NullMarked
package io.eniguard.registration;

import org.jspecify.annotations.NullMarked;
