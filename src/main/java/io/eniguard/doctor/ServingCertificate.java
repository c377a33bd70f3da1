package io.eniguard.doctor;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The TLS certificate of eniguard's server, with the checks that the API server makes.
 *
 * @param chain the certificate itself, then the certificates of its issuers that come with it; never empty
 * @param source the place where the certificate was found, as messages name it
 */
record ServingCertificate(List<X509Certificate> chain, String source) {

    /** The types of subject alternative names that are DNS names and IP addresses (RFC 5280, 4.2.1.6). */
    private static final Set<Object> NAMES = Set.of(2, 7);

    /** The key usages for TLS servers and for any purpose (RFC 5280, 4.2.1.12). */
    private static final List<String> USAGES = List.of("1.3.6.1.5.5.7.3.1", "2.5.29.37.0");

    ServingCertificate {
        chain = List.copyOf(chain);
    }

    /** @throws CertificateException if the text contains no certificate, or something other than certificates */
    static List<X509Certificate> parse(byte[] pem) throws CertificateException {
        Collection<?> read = factory().generateCertificates(new ByteArrayInputStream(pem));
        List<X509Certificate> certificates =
                read.stream().map(X509Certificate.class::cast).toList();
        if (certificates.isEmpty()) {
            throw new CertificateException("it contains no certificate");
        }
        return certificates;
    }

    /** Reads certificates in the format of Secrets and webhook configurations, which is PEM in base64. */
    static List<X509Certificate> parseBase64(String base64) throws CertificateException {
        try {
            return parse(Base64.getMimeDecoder().decode(base64.getBytes(StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            throw new CertificateException("it is not base64", e);
        }
    }

    Instant notBefore() {
        return leaf().getNotBefore().toInstant();
    }

    Instant notAfter() {
        return leaf().getNotAfter().toInstant();
    }

    private X509Certificate leaf() {
        return chain.get(0);
    }

    /** Returns whether the certificate is for this host. The API server compares the alternative names, and never the common name. */
    boolean isFor(String host) {
        return names().stream()
                .anyMatch(name -> name.equalsIgnoreCase(host)
                        || (name.startsWith("*.")
                                && host.indexOf('.') > 0
                                && name.substring(1).equalsIgnoreCase(host.substring(host.indexOf('.')))));
    }

    List<String> names() {
        try {
            return Optional.ofNullable(leaf().getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .filter(name -> NAMES.contains(name.get(0)))
                    .map(name -> String.valueOf(name.get(1)))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    boolean isForServers() {
        try {
            List<String> usages = leaf().getExtendedKeyUsage();
            return usages == null || usages.stream().anyMatch(USAGES::contains);
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /**
     * Returns the reason why a client that trusts only these CAs rejects the certificate, or empty if the client accepts the certificate.
     * The method checks the validity period of the CA, but not the validity period of the certificate.
     */
    Optional<String> distrust(List<X509Certificate> authorities, Instant now) {
        try {
            PKIXParameters parameters = new PKIXParameters(authorities.stream()
                    .map(authority -> new TrustAnchor(authority, null))
                    .collect(Collectors.toSet()));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(withinValidity(now)));
            List<X509Certificate> path = chain.stream()
                    .filter(one -> one.equals(leaf()) || !authorities.contains(one))
                    .toList();
            PKIXCertPathValidatorResult result = (PKIXCertPathValidatorResult)
                    CertPathValidator.getInstance("PKIX").validate(factory().generateCertPath(path), parameters);
            Instant end = result.getTrustAnchor().getTrustedCert().getNotAfter().toInstant();
            return end.isBefore(now)
                    ? Optional.of("the CA that signed the certificate expired on " + end)
                    : Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of(
                    e.getReason() == PKIXReason.NO_TRUST_ANCHOR
                            ? "none of its CAs signed the certificate"
                            : String.valueOf(e.getMessage()));
        } catch (GeneralSecurityException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Instant withinValidity(Instant now) {
        if (now.isBefore(notBefore())) {
            return notBefore();
        }
        return now.isAfter(notAfter()) ? notAfter() : now;
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }
}
