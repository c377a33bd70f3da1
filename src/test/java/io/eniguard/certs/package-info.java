/** Tests that verify certificates with the JDK's TLS and with OpenSSL. */
@NullMarked
package io.eniguard.certs;

import org.jspecify.annotations.NullMarked;
