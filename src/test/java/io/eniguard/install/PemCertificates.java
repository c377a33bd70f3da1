package io.eniguard.install;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.eniguard.certs.KeyAndCertificate;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/** Reads PEM files that openssl has written. */
final class PemCertificates {

    private PemCertificates() {}

    /** All certificates of a bundle, in order. */
    static List<X509Certificate> of(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** A certificate with its key, which must be an EC key in PKCS #8 format. */
    static KeyAndCertificate pair(String certificate, String key) throws GeneralSecurityException {
        byte[] der = Base64.getMimeDecoder().decode(key.replaceAll("-----[A-Z ]+-----", ""));
        return new KeyAndCertificate(
                KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der)),
                of(certificate).get(0));
    }
}
