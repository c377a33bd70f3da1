package io.eniguard.server.facts;

import io.eniguard.aws.CallObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Counts what is asked of AWS. Operations and outcomes are few. */
@Singleton
class Ec2Telemetry implements CallObserver {

    private final MeterRegistry registry;
    private final Map<String, Map<String, Counter>> calls = new ConcurrentHashMap<>();

    Ec2Telemetry(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void called(String operation, String outcome) {
        Objects.requireNonNull(calls.computeIfAbsent(operation, this::counters).get(outcome))
                .increment();
    }

    /** All outcomes from the first request on: a series that begins with its first failure shows no increase. */
    private Map<String, Counter> counters(String operation) {
        return CallObserver.OUTCOMES.stream()
                .collect(Collectors.toUnmodifiableMap(outcome -> outcome, outcome -> counter(operation, outcome)));
    }

    private Counter counter(String operation, String outcome) {
        return Counter.builder("eniguard.ec2.calls")
                .description("Requests to EC2 and EKS, repeated ones too")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .register(registry);
    }

    void refreshed(Duration took) {
        Timer.builder("eniguard.ec2.refresh")
                .description("Time that one reading of the whole VPC takes")
                .register(registry)
                .record(took);
    }
}
