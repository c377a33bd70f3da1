package io.eniguard.server.observe;

import io.eniguard.policy.StoredPolicies;
import io.eniguard.policy.StoredPolicy;
import io.eniguard.server.facts.PolicySource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Publishes the number of policies. Policies of files are always valid, because files with faults are not used. */
@Singleton
class PolicyMetrics {

    void start(@Observes StartupEvent event, PolicySource source, MeterRegistry registry) {
        register(registry, source, "valid", policies -> policies.ofFiles().all().size() + number(policies, true));
        register(registry, source, "invalid", policies -> number(policies, false));
    }

    private static void register(
            MeterRegistry registry, PolicySource source, String state, ToDoubleFunction<StoredPolicies> number) {
        Gauge.builder("eniguard.policies", source, known -> number.applyAsDouble(known.policies()))
                .description(
                        "Policies of files and of the cluster. An invalid policy keeps its last good version in force")
                .tag("state", state)
                .register(registry);
    }

    private static long number(StoredPolicies policies, boolean isValid) {
        return policies.all().stream()
                .map(StoredPolicy::isValid)
                .filter(valid -> valid == isValid)
                .count();
    }
}
