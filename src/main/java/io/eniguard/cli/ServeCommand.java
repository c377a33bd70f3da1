package io.eniguard.cli;

import io.eniguard.admission.AdmissionRoutes;
import io.eniguard.clock.WorldClock;
import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.kube.KubeconfigFiles;
import io.eniguard.policy.Parameters;
import io.eniguard.server.AddressCheck;
import io.eniguard.server.Server;
import io.eniguard.server.settings.DefaultAddress;
import io.eniguard.server.settings.UnusableSettingException;
import io.eniguard.server.tls.TlsFiles;
import io.eniguard.source.file.ManifestFiles;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
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

/** Implements {@code eniguard serve}: runs the webhook server until the process ends. */
@Command(
        name = "serve",
        description = {
            "Answer the admission reviews of API servers over HTTPS.",
            "The default of --vpc is ec2. The default of --cluster is kube, the cluster of the kubeconfig or of the pod"
                    + " that it runs in."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ServeCommand implements Callable<Integer> {

    private static final int HIGHEST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Mixin
    private SourceOptions sources;

    @Mixin
    private RuleOptions rules;

    @Mixin
    private PolicyOptions policies;

    @Option(names = "--warn-only", description = "Warn instead of denying, for the first weeks in a cluster.")
    private boolean warnOnly;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = DefaultAddress.HOST,
            description =
                    "Address to listen on; 127.0.0.1 if the API server runs on this machine. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = DefaultAddress.PORT,
            description = "Port of the webhooks, HTTPS. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--management-port",
            paramLabel = "PORT",
            defaultValue = DefaultAddress.MANAGEMENT_PORT,
            description = "Port of health and metrics, plain HTTP. Default: ${DEFAULT-VALUE}.")
    private int managementPort;

    @Option(
            names = "--management-host",
            paramLabel = "ADDRESS",
            description = "Address to listen on for health and metrics. Default: the value of --host.")
    private @Nullable String managementHost;

    @Mixin
    private TlsOptions tls;

    @Mixin
    private AuditOptions audit;

    @Override
    public Integer call() throws UnreadableInputException {
        Map<String, String> settings = settings();
        TlsFiles tlsFiles = tls.files();
        tls.check(cluster().equals(SourceOptions.KUBE));
        AdmissionRoutes.rehearse();
        checkSources();
        try {
            tlsFiles.check();
            addresses().run();
            settings.forEach((name, value) -> System.setProperty("eniguard." + name, value));
            Server.run();
        } catch (UnusableSettingException e) {
            throw new UnreadableInputException(List.of(new InputProblem(e.option(), e.reason())));
        }
        return ExitCodes.OK;
    }

    private AddressCheck addresses() {
        boolean isOwn = managementHost != null;
        return new AddressCheck(
                new AddressCheck.Address("--host", host, "--port", port),
                new AddressCheck.Address(
                        isOwn ? "--management-host" : "--host", managementHost(), "--management-port", managementPort));
    }

    private String managementHost() {
        return managementHost == null ? host : managementHost;
    }

    /** Returns the settings that {@code io.eniguard.server.settings.ServerSettings} reads. */
    private Map<String, String> settings() {
        Parameters parameters = rules.parameters();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("host", host);
        settings.put("port", port("--port", port));
        settings.put("management-host", managementHost());
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
        settings.put("policy", String.join(",", policies.names()));
        settings.putAll(tls.settings());
        settings.putAll(audit.settings());
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

    // A running server keeps its last facts if a source cannot be read. Before the start, there are no facts yet, so an
    // unreadable source is reported as an error.
    private void checkSources() throws UnreadableInputException {
        if (vpc() instanceof FactSource.Files files) {
            sources.read(files);
        }
        if (cluster() instanceof FactSource.Files files) {
            policies.read(
                    new ManifestFiles(InputStream.nullInputStream(), warning -> {}).readAll(files.path()),
                    WorldClock.now());
        } else {
            KubeconfigFiles.check();
            policies.checkBesideCluster(WorldClock.now());
        }
    }

    private String port(String option, int value) {
        if (value < 1 || value > HIGHEST_PORT) {
            throw wrong("%s: %d is not a port from 1 to %d".formatted(option, value, HIGHEST_PORT));
        }
        return String.valueOf(value);
    }

    private ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}
