package io.eniguard.server.settings;

import io.eniguard.aws.AwsSettings;
import io.eniguard.net.CidrSet;
import io.eniguard.policy.Parameters;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * The options of {@code eniguard serve}. The command passes each option as a configuration property: {@code --vpc-id} becomes {@code
 * eniguard.vpc-id}.
 *
 * @param vpc the source of the VPC's facts, as in {@code --vpc}
 * @param cluster the source of the cluster's objects, as in {@code --cluster}
 * @param ec2 the region, VPC and cluster from the options; the VPC also applies if the facts come from files
 * @param certificate the PEM files of the serving certificate and its key; if empty, a certificate is created in memory
 * @param clients the clients that may call the webhooks; if empty, callers need no certificate
 * @param audit the audit of the whole cluster; if empty, there is no audit
 */
public record ServerSettings(
        String vpc,
        String cluster,
        AwsSettings ec2,
        Parameters parameters,
        Optional<PemFiles> certificate,
        Optional<Clients> clients,
        Optional<AuditSettings> audit) {

    private static final String EC2 = "ec2";
    private static final String KUBE = "kube";

    /** The file that names the namespace of the pod (Kubernetes documentation, "Accessing the Kubernetes API from a Pod"). */
    private static final Path POD_NAMESPACE = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

    /** The certificate and key files, which are read again when they change. */
    public record PemFiles(Path certificate, Path key) {}

    /**
     * The clients that may call the webhooks. Each caller must present a client certificate.
     *
     * @param authorities the PEM file of the CAs that sign callers' certificates; it is read again when it changes
     * @param names the accepted names; a certificate must contain at least one of them; if empty, every certificate that the CAs have
     *     signed is accepted
     */
    public record Clients(Path authorities, Set<String> names) {

        public Clients {
            names = Set.copyOf(names);
        }
    }

    /** Returns whether the VPC's facts come from EC2. Otherwise, they come from files. */
    public boolean readsEc2() {
        return vpc.equals(EC2);
    }

    static ServerSettings from(Config config) {
        return new ServerSettings(
                text(config, "vpc").orElse(EC2),
                text(config, "cluster").orElse(KUBE),
                new AwsSettings(text(config, "region"), text(config, "vpc-id"), text(config, "cluster-name")),
                parameters(config),
                text(config, "tls-cert")
                        .map(certificate -> new PemFiles(
                                Path.of(certificate), Path.of(config.getValue("eniguard.tls-key", String.class)))),
                text(config, "client-ca-file")
                        .map(authorities -> new Clients(
                                Path.of(authorities),
                                text(config, "client-name")
                                        .map(names -> Set.of(names.split(",")))
                                        .orElse(Set.of()))),
                audit(config));
    }

    private static Optional<AuditSettings> audit(Config config) {
        if (!text(config, "cluster").orElse(KUBE).equals(KUBE)
                || text(config, "audit").filter("off"::equals).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new AuditSettings(
                config.getOptionalValue("eniguard.audit-interval", Duration.class)
                        .orElse(Duration.ofMinutes(10)),
                text(config, "reports")
                        .map(reports -> AuditSettings.Reports.valueOf(reports.toUpperCase(Locale.ROOT)))
                        .orElse(AuditSettings.Reports.AUTO),
                namespace(config)));
    }

    /** Returns the namespace that the server runs in. */
    static String namespace(Config config) {
        return podNamespace().or(() -> text(config, "namespace")).orElse("eniguard");
    }

    private static Optional<String> podNamespace() {
        try {
            return Optional.of(Files.readString(POD_NAMESPACE).strip()).filter(name -> !name.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Parameters parameters(Config config) {
        return new Parameters(
                text(config, "permit-cidr")
                        .map(blocks -> CidrSet.of(blocks.split(",")))
                        .orElse(CidrSet.EMPTY),
                config.getOptionalValue("eniguard.host-network-pods", Integer.class)
                        .orElse(Parameters.DEFAULT_HOST_NETWORK_PODS),
                config.getOptionalValue("eniguard.security-groups-per-eni", Integer.class)
                        .orElse(Parameters.DEFAULT_SECURITY_GROUPS_PER_INTERFACE),
                config.getOptionalValue("eniguard.max-age", Duration.class).orElse(Parameters.DEFAULT_MAX_AGE),
                config.getOptionalValue("eniguard.warn-only", Boolean.class).orElse(false));
    }

    private static Optional<String> text(Config config, String option) {
        return config.getOptionalValue("eniguard." + option, String.class).filter(text -> !text.isEmpty());
    }

    /** Provides the settings as a bean. */
    @Singleton
    static final class SettingsProducer {

        @Produces
        @Singleton
        ServerSettings settings(Config config) {
            return from(config);
        }
    }
}
