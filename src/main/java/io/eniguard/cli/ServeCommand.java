package io.eniguard.cli;

import io.eniguard.admission.AdmissionRoutes;
import io.eniguard.source.file.ManifestFiles;
import io.eniguard.source.file.UnreadableInputException;
import io.eniguard.world.Parameters;
import io.quarkus.runtime.Quarkus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code eniguard serve}: the webhook server, until it is stopped. */
@Command(name = "serve", description = "Answer the admission reviews of API servers over HTTPS.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ServeCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions sources;

    @Mixin
    private RuleOptions rules;

    @Option(names = "--warn-only", description = "Denials become warnings: for the first weeks in a cluster.")
    private boolean warnOnly;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "Address to listen on. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "9443",
            description = "Port of the webhooks, HTTPS. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            defaultValue = "9000",
            description = "Port of health and metrics, plain HTTP. Default: ${DEFAULT-VALUE}.")
    private int managementPort;

    // No group of picocli's, which would leave their variables unread.
    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM file of the serving certificate, read again when it changes. Without one, a CA and a"
                    + " certificate are made in memory.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM file of its key.")
    private @Nullable Path key;

    @Override
    public Integer call() throws UnreadableInputException {
        Map<String, String> settings = settings();
        AdmissionRoutes.rehearse();
        checkSources();
        settings.forEach((name, value) -> System.setProperty("eniguard." + name, value));
        Quarkus.run();
        return ExitCodes.OK;
    }

    /** As {@code io.eniguard.server.ServerSettings} reads them. */
    private Map<String, String> settings() {
        Parameters parameters = rules.parameters();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("host", host);
        settings.put("port", port("--port", port));
        settings.put("management-port", port("--management-port", managementPort));
        settings.put("vpc", name(vpc()));
        settings.put("cluster", name(cluster()));
        settings.put("vpc-id", sources.vpcId().orElse(""));
        settings.put("region", sources.region().orElse(""));
        settings.put("cluster-name", sources.clusterName().orElse(""));
        settings.put(
                "permit-cidr",
                parameters.permitted().blocks().stream().map(Object::toString).collect(Collectors.joining(",")));
        settings.put("host-network-pods", String.valueOf(parameters.hostNetworkPods()));
        settings.put("security-groups-per-eni", String.valueOf(parameters.securityGroupsPerInterface()));
        settings.put("max-age", parameters.maxAge().toString());
        settings.put("warn-only", String.valueOf(warnOnly));
        if ((certificate == null) != (key == null)) {
            throw wrong(
                    "--tls-cert and --tls-key go together: there is no " + (key == null ? "--tls-key" : "--tls-cert"));
        }
        settings.put("tls-cert", readable("--tls-cert", certificate));
        settings.put("tls-key", readable("--tls-key", key));
        return settings;
    }

    private FactSource vpc() {
        return sources.vpc().orElse(SourceOptions.EC2);
    }

    private FactSource cluster() {
        return sources.cluster().orElse(SourceOptions.KUBE);
    }

    private static String name(FactSource source) {
        return source instanceof FactSource.Files files ? files.path().toString() : ((FactSource.Live) source).name();
    }

    // The server would go on with what it knows, which at its start is nothing: a slip in the command line should not
    // get that far.
    private void checkSources() throws UnreadableInputException {
        if (vpc() instanceof FactSource.Files files) {
            sources.read(files);
        }
        if (cluster() instanceof FactSource.Files files) {
            ManifestFiles.cluster(files.path());
        }
    }

    private String port(String option, int value) {
        if (value < 1 || value > HIGHEST_PORT) {
            throw wrong("%s: %d is not a port from 1 to %d".formatted(option, value, HIGHEST_PORT));
        }
        return String.valueOf(value);
    }

    private String readable(String option, @Nullable Path file) {
        if (file == null) {
            return "";
        } else if (!Files.isReadable(file)) {
            throw wrong("%s: %s cannot be read".formatted(option, file));
        }
        return file.toString();
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}
