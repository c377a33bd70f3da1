package io.eniguard.certs;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;

/** Checks whether a private key belongs to a certificate. The JDK does not detect a mismatch before a connection is opened. */
public final class KeyMatch {

    private KeyMatch() {}

    /**
     * Returns whether the key belongs to the certificate. Signs random bytes with the RSA, elliptic-curve or Ed25519 key, and verifies the
     * signature with the certificate.
     */
    public static boolean isKeyOf(PrivateKey key, X509Certificate certificate) {
        PublicKey certified = certificate.getPublicKey();
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        byte[] challenge = new byte[32];
        new SecureRandom().nextBytes(challenge);
        try {
            Signature signer = Signature.getInstance(signature(key));
            signer.initSign(key);
            signer.update(challenge);
            byte[] signed = signer.sign();
            Signature verifier = Signature.getInstance(signature(key));
            verifier.initVerify(certified);
            verifier.update(challenge);
            return verifier.verify(signed);
        } catch (GeneralSecurityException e) {
            // The curves or the lengths of the keys are different.
            return false;
        }
    }

    private static String signature(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
    }
}
