package io.eniguard.server;

import io.eniguard.certs.CertificateAuthority;
import io.eniguard.certs.KeyAndCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** The certificate and key files of a server under test, and the CA that issued the first certificate. */
record ServingFiles(Path folder, CertificateAuthority authority) {

    /** The validity of the certificates, which is longer than the period in which the alert for expiring certificates fires. */
    private static final Duration LIFETIME = Duration.ofDays(90);

    private static final List<String> NAMES = List.of("localhost", "127.0.0.1", "eniguard.default.svc");

    /** Creates a CA and writes a certificate and its key. */
    static ServingFiles create(Path folder) throws IOException {
        ServingFiles files =
                new ServingFiles(folder, CertificateAuthority.create("eniguard tests", LIFETIME, Clock.systemUTC()));
        files.write(files.authority);
        return files;
    }

    /** Replaces both files with a new key and its certificate. */
    void write(CertificateAuthority issuer) throws IOException {
        KeyAndCertificate serving = issuer.issueServing(NAMES);
        Files.writeString(certificate(), serving.certificatePem());
        Files.writeString(key(), serving.keyPem());
    }

    /** Returns the options that name the files. */
    String[] options() {
        return new String[] {"--tls-cert", certificate().toString(), "--tls-key", key().toString()};
    }

    private Path certificate() {
        return folder.resolve("tls.crt");
    }

    private Path key() {
        return folder.resolve("tls.key");
    }
}
