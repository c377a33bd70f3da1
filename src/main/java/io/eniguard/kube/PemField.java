package io.eniguard.kube;

import io.eniguard.certs.PemException;
import io.eniguard.certs.PemReader;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The PEM text of a certificate or a key in a kubeconfig.
 *
 * @param name the name of the field in the kubeconfig, such as {@code client-key-data}
 * @param file the file that contains the text
 */
record PemField(String name, String file, String text) {

    /** Reads the text of a field. If the kubeconfig contains both the data and a file name, the data is used, as in kubectl. */
    static Optional<PemField> of(String field, @Nullable String data, @Nullable String file, String kubeconfig)
            throws UnreadableInputException {
        if (data != null && !data.isEmpty()) {
            return Optional.of(new PemField(field + "-data", kubeconfig, decoded(data)));
        } else if (file != null && !file.isEmpty()) {
            return Optional.of(new PemField(field, file, read(field, file)));
        }
        return Optional.empty();
    }

    // A kubeconfig contains PEM text in base64. A credential plugin returns PEM text without base64.
    private static String decoded(String data) {
        try {
            return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException e) {
            return data;
        }
    }

    private static String read(String field, String file) throws UnreadableInputException {
        try {
            return Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UnreadableInputException(List.of(InputProblem.of(file, e)));
        } catch (InvalidPathException e) {
            throw problem(field, file, "not the name of a file");
        }
    }

    /** Returns the certificates in the order of the text. The list has at least one certificate. */
    List<X509Certificate> certificates() throws UnreadableInputException {
        try {
            return PemReader.certificates(text);
        } catch (PemException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
    }

    PrivateKey privateKey() throws UnreadableInputException {
        try {
            return PemReader.clientKey(text);
        } catch (PemException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the name for messages: the name of the field, or the file name if the field names a file. */
    String shown() {
        return name.endsWith("-data") ? name : file;
    }

    UnreadableInputException problem(String reason) {
        return problem(name, file, reason);
    }

    private static UnreadableInputException problem(String name, String file, String reason) {
        return new UnreadableInputException(List.of(new InputProblem(file, "%s: %s".formatted(name, reason))));
    }

    /** Omits the text, which may be a private key. */
    @Override
    public String toString() {
        return "PemField[" + name + "]";
    }
}
