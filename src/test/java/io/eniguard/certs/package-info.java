/** Certificates proven by those who read them: the JDK's TLS and OpenSSL. */
@NullMarked
package io.eniguard.certs;

import org.jspecify.annotations.NullMarked;
