package io.eniguard.server.settings;

import io.eniguard.aws.AwsSettings;
import io.eniguard.net.CidrSet;
import io.eniguard.world.Parameters;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/**
 * How the server was started: the options of {@code eniguard serve}, which hands them over as configuration ({@code --vpc-id} is
 * {@code eniguard.vpc-id}).
 *
 * @param vpc where the VPC's facts come from, as {@code --vpc} has it
 * @param cluster where the cluster's objects come from, as {@code --cluster} has it
 * @param ec2 where to look in AWS, as far as told; the VPC also counts where its facts come from files
 * @param certificate PEM files of the serving certificate and its key; empty: one is made in memory
 * @param clients whose certificates callers of the webhooks must show; empty: callers show none
 */
public record ServerSettings(
        String vpc,
        String cluster,
        AwsSettings ec2,
        Parameters parameters,
        Optional<PemFiles> certificate,
        Optional<Clients> clients) {

    /** Both are read again when they change. */
    public record PemFiles(Path certificate, Path key) {}

    /**
     * Who may call the webhooks.
     *
     * @param authorities a PEM file of the CAs that sign callers' certificates, read again when it changes
     * @param names of which a certificate must bear one; empty: any certificate of those CAs will do
     */
    public record Clients(Path authorities, Set<String> names) {

        public Clients {
            names = Set.copyOf(names);
        }
    }

    static ServerSettings from(Config config) {
        return new ServerSettings(
                text(config, "vpc").orElse("ec2"),
                text(config, "cluster").orElse("kube"),
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
                                        .orElse(Set.of()))));
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

    /** Makes the settings a bean. */
    @Singleton
    static final class Producer {

        @Produces
        @Singleton
        ServerSettings settings(Config config) {
            return from(config);
        }
    }
}
