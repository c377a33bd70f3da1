package io.eniguard.registration;

import io.eniguard.certs.PemBlock;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.List;

/**
 * Encodes the CA certificates with which an API server verifies eniguard's serving certificate. The certificates are checked first, because
 * an API server accepts an invalid bundle, and all calls of the webhooks fail then.
 */
public final class CaBundle {

    private CaBundle() {}

    /**
     * Returns the PEM text in base64, for the field {@code caBundle}.
     *
     * @param name the name of the file, for messages
     * @throws IllegalArgumentException if the text contains no certificate, an invalid certificate, or another PEM block, such as a private
     *     key, which must not be published; the message begins with the file name and the line number
     */
    public static String base64(String name, byte[] pem) {
        check(name, new String(pem, StandardCharsets.ISO_8859_1));
        return Base64.getEncoder().encodeToString(pem);
    }

    private static void check(String name, String text) {
        List<PemBlock> blocks = PemBlock.in(text);
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s:1: no PEM certificate (-----BEGIN CERTIFICATE-----) found".formatted(name));
        }
        blocks.forEach(block -> check("%s:%d".formatted(name, block.line()), block));
    }

    private static void check(String place, PemBlock block) {
        if (!block.isCertificate()) {
            throw new IllegalArgumentException(
                    "%s: %s in a CA bundle, which may contain only certificates".formatted(place, block.label()));
        }
        try {
            block.certificate();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("%s: this is not an X.509 certificate".formatted(place), e);
        }
    }
}
