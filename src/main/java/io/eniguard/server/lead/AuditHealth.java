package io.eniguard.server.lead;

import io.eniguard.clock.WorldClock;
import io.eniguard.server.settings.ServerSettings;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Adds the state of the audit to the readiness details. The server is ready without an audit, since reviews do not need it. */
@Singleton
class AuditHealth {

    @Produces
    @Readiness
    @Singleton
    HealthCheck audit(
            ServerSettings settings,
            Leadership leadership,
            BackgroundAudit audit,
            PolicyReporting policies,
            NodeCatchUp nodes) {
        return () -> {
            HealthCheckResponseBuilder response = HealthCheckResponse.named("audit")
                    .withData("on", settings.audit().isPresent());
            if (settings.audit().isPresent()) {
                AuditState state = audit.state();
                response.withData("leader", leadership.leader());
                state.lastSuccess()
                        .ifPresent(then -> response.withData(
                                "ageSeconds",
                                Duration.between(then, WorldClock.now()).toSeconds()));
                leadership.trouble().ifPresent(reason -> response.withData("lease", reason));
                nodes.trouble().ifPresent(reason -> response.withData("nodeCatchUp", reason));
                policies.trouble().ifPresent(reason -> response.withData("policies", reason));
                state.troubles().forEach(response::withData);
                state.remarks().forEach(response::withData);
            }
            return response.up().build();
        };
    }
}
