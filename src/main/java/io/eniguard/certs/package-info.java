/**
 * Certificates made in memory, for a server without certificate files, for the API server of the demo and the tests, and for the users of
 * these servers.
 *
 * <p>Start reading at {@link io.eniguard.certs.CertificateAuthority}. The JDK's own providers create the keys and signatures, and
 * BouncyCastle only encodes the certificates. So no provider is registered, and a native executable needs nothing extra.
 */
@NullMarked
package io.eniguard.certs;

import org.jspecify.annotations.NullMarked;
