package io.eniguard.server.facts;

import io.eniguard.server.settings.ServerSettings;
import io.eniguard.source.ec2.LiveVpc;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Creates the object that makes all of the server's calls to EC2, and closes it when the server stops. */
final class LiveVpcProducer {

    private LiveVpcProducer() {}

    @Produces
    @Singleton
    static LiveVpc vpc(ServerSettings settings, Ec2Telemetry telemetry, Knowledge knowledge) {
        return new LiveVpc(settings.ec2(), telemetry, knowledge::learn);
    }

    static void close(@Disposes LiveVpc vpc) {
        vpc.close();
    }
}
