/**
 * The two webhook configurations that make API servers send reviews, with their webhooks, match conditions and CA bundle.
 *
 * <p>{@code render webhooks} prints them, and the files in {@code k8s/} contain the same. Start reading at
 * {@link io.eniguard.registration.WebhookConfigurations}.
 */
@NullMarked
package io.eniguard.registration;

import org.jspecify.annotations.NullMarked;
