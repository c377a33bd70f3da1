package io.eniguard.certs;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Checks certificates the way that the TLS client of an API server does. */
final class Issued {

    /** The index of keyCertSign (RFC 5280, 4.2.1.3). */
    private static final int KEY_CERT_SIGN = 5;

    /** The identifiers of serverAuth and anyExtendedKeyUsage (RFC 5280, 4.2.1.12). */
    private static final List<String> SERVER_USAGES = List.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");

    private Issued() {}

    /** Returns whether a client that trusts the CA accepts the certificate at this time. */
    static boolean isTrusted(X509Certificate leaf, X509Certificate authority, Instant now) {
        return isValid(leaf, now) && isValid(authority, now) && isBy(leaf, authority);
    }

    /** Returns whether the CA has signed the certificate. */
    static boolean isBy(X509Certificate leaf, X509Certificate authority) {
        if (!isAuthority(authority) || !leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
            return false;
        }
        try {
            leaf.verify(authority.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Returns whether the certificate may sign others. */
    static boolean isAuthority(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return certificate.getBasicConstraints() >= 0 && (usage == null || usage[KEY_CERT_SIGN]);
    }

    /** Returns whether a client that connects to the name accepts the certificate as one of a server. */
    static boolean isForServer(X509Certificate leaf, String name) {
        try {
            List<String> usages = leaf.getExtendedKeyUsage();
            return (usages == null || usages.stream().anyMatch(SERVER_USAGES::contains))
                    && CertificateNames.alternative(leaf).stream()
                            .anyMatch(each -> name.equalsIgnoreCase(String.valueOf(each.get(1))));
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    static boolean isValid(X509Certificate certificate, Instant now) {
        return !isExpired(certificate, now)
                && !now.isBefore(certificate.getNotBefore().toInstant());
    }

    static boolean isExpired(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotAfter().toInstant());
    }

    /** Returns whether two thirds of the certificate's validity have passed, or whether it is not valid yet. */
    static boolean isDue(X509Certificate certificate, Instant now) {
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        return now.isBefore(start)
                || !now.isBefore(end.minus(Duration.between(start, end).dividedBy(3)));
    }
}
