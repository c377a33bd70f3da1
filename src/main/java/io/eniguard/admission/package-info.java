/**
 * What the API server and eniguard say to each other: how it is told to call ({@link io.eniguard.admission.WebhookConfigurations},
 * start there) and what it sends.
 *
 * <p>May know of {@code review} and what that stands on. What is registered here decides which requests arrive at all.
 */
@NullMarked
package io.eniguard.admission;

import org.jspecify.annotations.NullMarked;
