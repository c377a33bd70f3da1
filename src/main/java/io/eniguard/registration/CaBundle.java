package io.eniguard.registration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of PEM certificates, checked here, since the API server would take a wrong one and then fail every call. */
public final class CaBundle {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \\1-----", Pattern.DOTALL);

    private CaBundle() {}

    /**
     * The file's bytes in base64, as {@code caBundle} takes them.
     *
     * @throws IOException when the file cannot be read, holds no certificate, or holds anything else in PEM, such as a key that must
     *     not get out; the message begins with the file and, where there is one, the line
     */
    public static String read(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException("%s: no such file".formatted(file), e);
        } catch (IOException e) {
            throw new IOException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
        check(file, new String(bytes, StandardCharsets.ISO_8859_1));
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void check(Path file, String text) throws IOException {
        Matcher block = BLOCK.matcher(text);
        boolean found = false;
        while (block.find()) {
            String place = "%s:%d".formatted(file, lineOf(text, block.start()));
            if (!block.group(1).equals("CERTIFICATE")) {
                throw new IOException(
                        "%s: %s in a CA bundle, which holds certificates alone".formatted(place, block.group(1)));
            }
            parse(place, block.group());
            found = true;
        }
        if (!found) {
            throw new IOException("%s:1: no PEM certificate (-----BEGIN CERTIFICATE-----) in it".formatted(file));
        }
    }

    private static void parse(String place, String pem) throws IOException {
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (CertificateException e) {
            throw new IOException("%s: this is no X.509 certificate".formatted(place), e);
        }
    }

    private static int lineOf(String text, int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
