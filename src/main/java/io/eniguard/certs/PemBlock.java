package io.eniguard.certs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of PEM text (RFC 7468).
 *
 * @param label the text between {@code BEGIN} and the hyphens, such as {@code CERTIFICATE}
 * @param content the text between the {@code BEGIN} line and the {@code END} line: base64, preceded by headers in old formats
 * @param line the line number of {@code BEGIN}; the first line is 1
 */
public record PemBlock(String label, String content, int line) {

    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----");
    private static final String HYPHENS = "-----";

    /** Returns the blocks in the order of the text. Like OpenSSL, this method ignores text between the blocks. */
    public static List<PemBlock> in(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher begin = BEGIN.matcher(text);
        int line = 1;
        int counted = 0;
        while (begin.find()) {
            // Neither base64 nor a header contains five hyphens, so each search for the end stops at the next five
            // hyphens. All searches together read each character once.
            int end = text.indexOf(HYPHENS, begin.end());
            String label = begin.group(1);
            if (end >= 0 && text.startsWith(HYPHENS + "END " + label + HYPHENS, end)) {
                line += (int) text.substring(counted, begin.start())
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
                counted = begin.start();
                blocks.add(new PemBlock(label, text.substring(begin.end(), end), line));
            }
        }
        return blocks;
    }

    public boolean isCertificate() {
        return label.equals("CERTIFICATE");
    }

    /** @throws CertificateException if the block is not an X.509 certificate */
    public X509Certificate certificate() throws CertificateException {
        String pem = "-----BEGIN " + label + "-----" + content + "-----END " + label + "-----";
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(US_ASCII)));
    }

    /** Omits the content, which may be a private key. */
    @Override
    public String toString() {
        return "PemBlock[" + label + ", line " + line + "]";
    }
}
