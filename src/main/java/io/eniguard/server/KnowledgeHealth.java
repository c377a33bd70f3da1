package io.eniguard.server;

import io.eniguard.clock.WorldClock;
import io.eniguard.server.facts.Knowledge;
import io.eniguard.server.facts.Sources;
import io.eniguard.server.settings.CertificateSettings;
import io.eniguard.server.settings.ServerSettings;
import io.eniguard.server.tls.CertificateWatch;
import io.eniguard.server.tls.ServingKeyStore;
import io.eniguard.vpc.Part;
import io.eniguard.world.World;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Defines the readiness checks. The server is ready when its port is open and the cluster is known. The server is ready even if the VPC is
 * unknown, since rules then report which facts they lack.
 */
@Singleton
class KnowledgeHealth {

    private static final String AGE = "ageSeconds";

    @Produces
    @Readiness
    @Singleton
    HealthCheck cluster(Sources sources, Knowledge knowledge, ServerSettings settings) {
        return () -> HealthCheckResponse.named("cluster")
                .withData("source", settings.cluster())
                .withData("nodes", knowledge.world().cluster().nodes().size())
                .withData("eniConfigs", knowledge.world().cluster().eniConfigs().size())
                .withData("cniSettings", knowledge.world().cluster().cni().isPresent())
                .withData(AGE, secondsSince(knowledge.clusterRead()))
                .status(sources.clusterIsKnown())
                .build();
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck vpc(Knowledge knowledge, ServerSettings settings) {
        return () -> {
            World world = knowledge.world();
            HealthCheckResponseBuilder response = HealthCheckResponse.named("vpc")
                    .withData("source", settings.vpc())
                    .withData("known", world.vpc().knowsAnything());
            if (world.vpc().knowsAnything()) {
                response.withData(AGE, world.age().orElse(Duration.ZERO).toSeconds());
            }
            for (Part<?> part : Part.all()) {
                addTrouble(part, world, response);
            }
            return response.up().build();
        };
    }

    /** Adds the reason why a part of the VPC's facts is missing or old. Adds nothing if the part is complete and recent. */
    private static void addTrouble(Part<?> part, World world, HealthCheckResponseBuilder response) {
        world.vpc().trouble(part).ifPresent(why -> {
            String age = world.vpc().isKnown(part)
                    ? "%d s old: "
                            .formatted(world.age(part).orElse(Duration.ZERO).toSeconds())
                    : "";
            response.withData(part.words(), age + why);
        });
    }

    @Produces
    @Readiness
    @Singleton
    HealthCheck certificate(
            ServerSettings settings,
            CertificateSettings certificates,
            @Identifier(ServingKeyStore.NAME) ServingKeyStore certificate,
            CertificateWatch watch,
            WebhookServer server) {
        return () -> {
            HealthCheckResponseBuilder response = HealthCheckResponse.named("tls")
                    .withData(
                            "certificate",
                            settings.certificate()
                                    .map(files -> files.certificate().toString())
                                    .orElse(certificates.isAutomatic() ? certificates.secret() : "in memory"))
                    .withData(AGE, secondsSince(certificate.loaded()));
            watch.trouble().ifPresent(reason -> response.withData("trouble", reason));
            // The health port opens before the webhooks' port.
            return response.status(server.isListening() && certificate.isUsable())
                    .build();
        };
    }

    private static long secondsSince(Instant then) {
        return Duration.between(then, WorldClock.now()).toSeconds();
    }
}
