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

/** Counts the calls to AWS and measures the refreshes. There are few operations and outcomes, so there are few series. */
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

    /**
     * Creates the counters of all outcomes at once, so that each series starts at 0. A series that starts with its first failure shows no
     * increase.
     */
    private Map<String, Counter> counters(String operation) {
        return CallObserver.OUTCOMES.stream()
                .collect(Collectors.toUnmodifiableMap(outcome -> outcome, outcome -> counter(operation, outcome)));
    }

    private Counter counter(String operation, String outcome) {
        return Counter.builder("eniguard.ec2.calls")
                .description("Requests to EC2 and EKS, including retries")
                .tag("operation", operation)
                .tag("outcome", outcome)
                .register(registry);
    }

    void refreshed(Duration took) {
        Timer.builder("eniguard.ec2.refresh")
                .description("Time to read the whole VPC once")
                .register(registry)
                .record(took);
    }
}
