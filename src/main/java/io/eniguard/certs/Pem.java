package io.eniguard.certs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/** Writes PEM text (RFC 7468): base64 in lines of 64 characters, between a BEGIN line and an END line. {@link PemReader} reads PEM text. */
public final class Pem {

    private Pem() {}

    public static String of(X509Certificate certificate) {
        try {
            return of("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException(
                    "the certificate cannot be encoded: " + certificate.getSubjectX500Principal(), e);
        }
    }

    public static String of(PrivateKey key) {
        return of("PRIVATE KEY", key.getEncoded());
    }

    /** Returns the key in SEC 1. In SEC 1, the name of the curve is part of the key. In PKCS #8, the name is a separate field. */
    static String sec1(PrivateKey key) {
        PrivateKeyInfo pkcs8 = PrivateKeyInfo.getInstance(key.getEncoded());
        try {
            BigInteger number =
                    ECPrivateKey.getInstance(pkcs8.parsePrivateKey()).getKey();
            ECPrivateKey sec1 =
                    new ECPrivateKey(256, number, pkcs8.getPrivateKeyAlgorithm().getParameters());
            return of("EC PRIVATE KEY", sec1.getEncoded());
        } catch (IOException e) {
            throw new IllegalArgumentException("not an elliptic-curve key: " + key.getAlgorithm(), e);
        }
    }

    static String of(String label, byte[] der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }
}
