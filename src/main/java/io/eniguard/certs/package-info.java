/**
 * Certificates that are created in memory, and PEM text. The certificates are for a server without certificate files, for the API server in
 * the demo and in tests, and for the clients of these servers.
 *
 * <p>Start reading at {@link io.eniguard.certs.CertificateAuthority}. The JDK creates the keys and signatures. BouncyCastle only encodes
 * the certificates, so no security provider is registered, and a native executable needs no extra configuration.
 */
@NullMarked
package io.eniguard.certs;

import org.jspecify.annotations.NullMarked;
