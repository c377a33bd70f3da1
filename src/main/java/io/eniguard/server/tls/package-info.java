/**
 * The serving certificate and the client CA: reading, checking and reloading them without a restart.
 *
 * <p>Start reading at {@link io.eniguard.server.tls.CertificateWatch}.
 */
@NullMarked
package io.eniguard.server.tls;

import org.jspecify.annotations.NullMarked;
