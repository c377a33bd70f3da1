package io.eniguard.registration;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CA certificates against which an API server verifies eniguard's serving certificate. They are checked before they are registered,
 * because the API server accepts a wrong bundle and then fails every call.
 */
public final class CaBundle {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \\1-----", Pattern.DOTALL);

    private CaBundle() {}

    /**
     * Returns the PEM text in base64, as the field {@code caBundle} expects it.
     *
     * @param name the name of the file, for messages
     * @throws IllegalArgumentException if the text contains no certificate, or contains another PEM block, such as a private key, which must
     *     not be published; the message begins with the file's name and the line
     */
    public static String base64(String name, byte[] pem) {
        check(name, new String(pem, StandardCharsets.ISO_8859_1));
        return Base64.getEncoder().encodeToString(pem);
    }

    private static void check(String name, String text) {
        Matcher block = BLOCK.matcher(text);
        boolean found = false;
        while (block.find()) {
            String place = "%s:%d".formatted(name, lineOf(text, block.start()));
            if (!block.group(1).equals("CERTIFICATE")) {
                throw new IllegalArgumentException(
                        "%s: %s in a CA bundle, which may contain only certificates".formatted(place, block.group(1)));
            }
            parse(place, block.group());
            found = true;
        }
        if (!found) {
            throw new IllegalArgumentException(
                    "%s:1: no PEM certificate (-----BEGIN CERTIFICATE-----) found".formatted(name));
        }
    }

    private static void parse(String place, String pem) {
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CertificateException e) {
            throw new IllegalArgumentException("%s: this is not an X.509 certificate".formatted(place), e);
        }
    }

    private static int lineOf(String text, int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
