/**
 * The serving certificate and the client CAs. This package reads and checks them, and reloads them without a restart.
 *
 * <p>Start reading at {@link io.eniguard.server.tls.CertificateWatch}.
 */
@NullMarked
package io.eniguard.server.tls;

import org.jspecify.annotations.NullMarked;
