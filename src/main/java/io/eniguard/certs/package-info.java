/**
 * Certificates made in memory: for a server that was given none, for the API server of the demo and of the tests, and for their users.
 *
 * <p>Start with {@link io.eniguard.certs.CertificateAuthority}. Keys and signatures come from the JDK's own providers and BouncyCastle
 * only writes the certificates' bytes, so no provider is registered and a native executable needs nothing extra.
 */
@NullMarked
package io.eniguard.certs;

import org.jspecify.annotations.NullMarked;
