package io.eniguard.cli;

import io.eniguard.server.settings.ServerSettings;
import io.eniguard.server.tls.TlsFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options for the certificate of the server and for the certificates of its clients. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TlsOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** The values of {@code --certs}. */
    enum Source {
        MEMORY,
        FILES,
        AUTO;

        static final class FromOption implements ITypeConverter<Source> {
            @Override
            public Source convert(String typed) {
                return Words.parse(Source.class, typed);
            }
        }
    }

    @Option(
            names = "--certs",
            paramLabel = "memory|files|auto",
            converter = Source.FromOption.class,
            description = "Where the serving certificate comes from: memory, a CA and a certificate that no API server"
                    + " trusts; files, --tls-cert; or auto, the Secret eniguard-tls of the own namespace, in which the"
                    + " leader keeps a CA and a certificate up to date. auto needs --cluster kube. Default: files if"
                    + " --tls-cert is set, otherwise memory.")
    private @Nullable Source source;

    // The options are not a group, since picocli does not apply environment variables to the options of a group.
    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM file of the serving certificate, read again when it changes. Without one, a CA and a"
                    + " certificate are made in memory.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM file of the key of --tls-cert, not encrypted.")
    private @Nullable Path key;

    @Option(
            names = "--client-ca-file",
            paramLabel = "PEM",
            description =
                    "CAs of clients, read again when the file changes. Clients must present a certificate that one of"
                            + " them signed. Without this option, clients need no certificate.")
    private @Nullable Path clientAuthorities;

    @Option(
            names = "--client-name",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Accepted common names or alternative names of client certificates. Needs --client-ca-file. Without"
                            + " this option, every certificate that one of those CAs signed is accepted.")
    private List<String> clientNames = List.of();

    /** @throws ParameterException if an option is set without another option that it needs */
    TlsFiles files() {
        if ((certificate == null) != (key == null)) {
            throw wrong("--tls-cert and --tls-key must be used together. Fix: add "
                    + (key == null ? "--tls-key" : "--tls-cert"));
        } else if (source == Source.FILES && certificate == null) {
            throw wrong("--certs files needs --tls-cert and --tls-key");
        } else if (source != null && source != Source.FILES && certificate != null) {
            throw wrong("--certs %s excludes --tls-cert. Fix: remove one of them"
                    .formatted(source.name().toLowerCase(Locale.ROOT)));
        } else if (clientAuthorities == null && !clientNames.isEmpty()) {
            throw wrong("--client-name needs --client-ca-file: without it, clients present no certificate");
        } else if (clientNames.stream().anyMatch(String::isBlank)) {
            throw wrong("--client-name: the name is empty");
        }
        return new TlsFiles(
                certificate == null || key == null
                        ? Optional.empty()
                        : Optional.of(new ServerSettings.PemFiles(certificate, key)),
                clientAuthorities == null
                        ? Optional.empty()
                        : Optional.of(new ServerSettings.Clients(clientAuthorities, Set.copyOf(clientNames))));
    }

    /** @throws ParameterException if the cluster's Secret is to be used, but the cluster is not read */
    void check(boolean readsCluster) {
        if (source == Source.AUTO && !readsCluster) {
            throw wrong("--certs auto needs --cluster kube, because it keeps the certificates in a Secret");
        }
    }

    /** Returns the settings that {@code io.eniguard.server.settings.ServerSettings} reads. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("certs", source == null ? "" : source.name().toLowerCase(Locale.ROOT));
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
