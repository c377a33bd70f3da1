package io.eniguard.server.tls;

import io.eniguard.server.settings.ServerSettings;
import io.eniguard.server.settings.UnusableSettingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The TLS files of the webhooks' port, as set by options. */
public record TlsFiles(Optional<ServerSettings.PemFiles> certificate, Optional<ServerSettings.Clients> clients) {

    List<Path> paths() {
        return Stream.concat(
                        certificate.stream().flatMap(files -> Stream.of(files.certificate(), files.key())),
                        clients.stream().map(ServerSettings.Clients::authorities))
                .toList();
    }

    /**
     * Checks the files.
     *
     * @throws UnusableSettingException if a file cannot be used, or if the key does not match the certificate
     */
    public void check() throws UnusableSettingException {
        if (certificate.isPresent()) {
            ServingPair.read(certificate.get().certificate(), certificate.get().key());
        }
        if (clients.isPresent()) {
            ClientTrust.read(clients.get().authorities());
        }
    }
}
