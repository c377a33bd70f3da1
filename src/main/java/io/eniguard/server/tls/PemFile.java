package io.eniguard.server.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.eniguard.certs.PemException;
import io.eniguard.certs.PemReader;
import io.eniguard.server.settings.UnusableSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A PEM file that an option of {@code serve} names.
 *
 * @param option the option, such as {@code --tls-cert}
 */
record PemFile(String option, Path path) {

    /** The largest accepted size. It is the maximum size of a Secret: {@code MaxSecretSize} in Kubernetes. */
    private static final int LIMIT_BYTES = 1 << 20;

    /** Returns the certificates in the order of the file. The list has at least one certificate. */
    List<X509Certificate> certificates() throws UnusableSettingException {
        String text = text();
        try {
            return PemReader.certificates(text);
        } catch (PemException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    PrivateKey privateKey() throws UnusableSettingException {
        String text = text();
        try {
            return PemReader.privateKey(text);
        } catch (PemException e) {
            throw unusable(String.valueOf(e.getMessage()), e);
        }
    }

    private String text() throws UnusableSettingException {
        if (!Files.exists(path)) {
            throw unusable("no such file");
        } else if (!Files.isRegularFile(path)) {
            // The file is read more than once, which is impossible with a pipe. Reading a device may never end.
            throw unusable(Files.isDirectory(path) ? "a folder, not a file" : "not a regular file");
        } else if (!Files.isReadable(path)) {
            throw unusable("permission denied");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LIMIT_BYTES + 1);
            if (bytes.length > LIMIT_BYTES) {
                throw unusable("larger than 1 MiB, so it is not a PEM file of certificates or a key");
            }
            return new String(bytes, ISO_8859_1);
        } catch (IOException e) {
            throw unusable("cannot be read: " + e.getMessage(), e);
        }
    }

    UnusableSettingException unusable(String reason) {
        return new UnusableSettingException(option + " " + path, reason);
    }

    private UnusableSettingException unusable(String reason, Throwable cause) {
        return new UnusableSettingException(option + " " + path, reason, cause);
    }
}
