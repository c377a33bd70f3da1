package io.eniguard.certs;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/**
 * Reads certificates and private keys from PEM text (RFC 7468). Like OpenSSL, this class ignores blocks of other kinds and text between the
 * blocks.
 */
public final class PemReader {

    private static final Map<ASN1ObjectIdentifier, String> ALGORITHMS = Map.of(
            PKCSObjectIdentifiers.rsaEncryption, "RSA",
            X9ObjectIdentifiers.id_ecPublicKey, "EC");

    /** The identifier of Ed25519: RFC 8410, section 3. */
    private static final ASN1ObjectIdentifier ED25519 = new ASN1ObjectIdentifier("1.3.101.112");

    private PemReader() {}

    /** Returns all certificates in the order of the text. The list has at least one certificate. */
    public static List<X509Certificate> certificates(String text) throws PemException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemBlock block : PemBlock.in(text)) {
            if (block.isCertificate()) {
                certificates.add(certificate(block, certificates.size() + 1));
            }
        }
        if (certificates.isEmpty()) {
            throw new PemException("no PEM certificate (-----BEGIN CERTIFICATE-----) found");
        }
        return certificates;
    }

    private static X509Certificate certificate(PemBlock block, int number) throws PemException {
        try {
            return block.certificate();
        } catch (CertificateException e) {
            throw new PemException("its certificate %d is not an X.509 certificate".formatted(number), e);
        }
    }

    /** Returns the first private key in the text: an RSA or elliptic-curve key in PKCS #8, PKCS #1 or SEC 1. */
    public static PrivateKey privateKey(String text) throws PemException {
        PrivateKeyInfo key = firstKey(text);
        String algorithm = ALGORITHMS.get(key.getPrivateKeyAlgorithm().getAlgorithm());
        if (algorithm == null) {
            throw new PemException("its private key is neither RSA nor elliptic curve (ECDSA)");
        }
        return privateKey(key, algorithm);
    }

    /** Returns the first private key in the text, which may also be an Ed25519 key. Used for the keys of TLS clients. */
    public static PrivateKey clientKey(String text) throws PemException {
        PrivateKeyInfo key = firstKey(text);
        return key.getPrivateKeyAlgorithm().getAlgorithm().equals(ED25519)
                ? privateKey(key, "Ed25519")
                : privateKey(text);
    }

    private static PrivateKeyInfo firstKey(String text) throws PemException {
        for (PemBlock block : PemBlock.in(text)) {
            if (block.label().endsWith("PRIVATE KEY")) {
                return key(block);
            }
        }
        throw new PemException("no PEM private key (-----BEGIN PRIVATE KEY-----) found");
    }

    private static PrivateKeyInfo key(PemBlock block) throws PemException {
        // For an encrypted key, the label begins with ENCRYPTED in PKCS #8. In PKCS #1 and SEC 1, there is a header
        // instead (RFC 1421).
        if (block.label().startsWith("ENCRYPTED") || block.content().contains("Proc-Type: 4,ENCRYPTED")) {
            throw new PemException("its private key is encrypted. Fix: decrypt it with openssl pkey -in KEY -out NEW");
        }
        try {
            return info(block.label(), Base64.getMimeDecoder().decode(block.content()));
        } catch (IOException | RuntimeException e) {
            // BouncyCastle throws several kinds of unchecked exceptions for malformed bytes.
            throw damaged(e);
        }
    }

    private static PrivateKey privateKey(PrivateKeyInfo key, String algorithm) throws PemException {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw damaged(e);
        }
    }

    private static PemException damaged(Exception cause) {
        return new PemException("its private key is damaged", cause);
    }

    private static PrivateKeyInfo info(String label, byte[] der) throws IOException {
        return switch (label) {
            case "RSA PRIVATE KEY" ->
                new PrivateKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        RSAPrivateKey.getInstance(der));
            case "EC PRIVATE KEY" -> {
                ECPrivateKey key = ECPrivateKey.getInstance(der);
                yield new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key);
            }
            default -> PrivateKeyInfo.getInstance(der);
        };
    }
}
