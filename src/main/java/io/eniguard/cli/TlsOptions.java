package io.eniguard.cli;

import io.eniguard.server.settings.ServerSettings;
import io.eniguard.server.tls.TlsFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code serve} shows of itself, and what its callers have to show. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TlsOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    // No group of picocli's, which would leave their variables unread.
    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM file of the serving certificate, read again when it changes. Without one, a CA and a"
                    + " certificate are made in memory.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM file of its key, not encrypted.")
    private @Nullable Path key;

    @Option(
            names = "--client-ca-file",
            paramLabel = "PEM",
            description = "CAs of callers, read again when the file changes: whoever asks for a review must show a"
                    + " client certificate that one of them signed. Without it, callers show none.")
    private @Nullable Path clientAuthorities;

    @Option(
            names = "--client-name",
            paramLabel = "NAME",
            split = ",",
            description = "Common name or alternative name that a client certificate must bear one of. Needs"
                    + " --client-ca-file. Without it, any certificate of those CAs will do.")
    private List<String> clientNames = List.of();

    /** @throws ParameterException when one of them is there without the other that it needs */
    TlsFiles files() {
        if ((certificate == null) != (key == null)) {
            throw wrong(
                    "--tls-cert and --tls-key go together: there is no " + (key == null ? "--tls-key" : "--tls-cert"));
        } else if (clientAuthorities == null && !clientNames.isEmpty()) {
            throw wrong("--client-name needs --client-ca-file: without it, callers show no certificate");
        } else if (clientNames.stream().anyMatch(String::isBlank)) {
            throw wrong("--client-name: an empty name");
        }
        return new TlsFiles(
                certificate == null || key == null
                        ? Optional.empty()
                        : Optional.of(new ServerSettings.PemFiles(certificate, key)),
                clientAuthorities == null
                        ? Optional.empty()
                        : Optional.of(new ServerSettings.Clients(clientAuthorities, Set.copyOf(clientNames))));
    }

    /** As {@code io.eniguard.server.ServerSettings} reads them. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("tls-cert", text(certificate));
        settings.put("tls-key", text(key));
        settings.put("client-ca-file", text(clientAuthorities));
        settings.put("client-name", String.join(",", clientNames));
        return settings;
    }

    private static String text(@Nullable Path file) {
        return file == null ? "" : file.toString();
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(command.commandLine(), reason);
    }
}
