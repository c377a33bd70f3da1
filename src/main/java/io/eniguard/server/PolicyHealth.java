package io.eniguard.server;

import io.eniguard.policy.StoredPolicies;
import io.eniguard.policy.StoredPolicy;
import io.eniguard.server.facts.PolicySource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Adds the policies to the readiness details. The server is ready without policies, and also with invalid ones, since their last good
 * versions stay in force.
 */
@Singleton
class PolicyHealth {

    /** The largest number of invalid policies that are shown with their faults. */
    private static final int MOST_SHOWN = 20;

    @Produces
    @Readiness
    @Singleton
    HealthCheck policies(PolicySource source) {
        return () -> {
            StoredPolicies policies = source.policies();
            List<StoredPolicy> invalid =
                    policies.all().stream().filter(policy -> !policy.isValid()).toList();
            HealthCheckResponseBuilder response = HealthCheckResponse.named("policies")
                    .withData("inForce", policies.inForce().all().size())
                    .withData("invalid", invalid.size());
            source.troubleOfFiles().ifPresent(reason -> response.withData("files", reason));
            source.troubleOfCluster().ifPresent(reason -> response.withData("cluster", reason));
            invalid.stream()
                    .limit(MOST_SHOWN)
                    .forEach(policy -> response.withData("policy " + policy.name(), policy.reason()));
            return response.up().build();
        };
    }
}
