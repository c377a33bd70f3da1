package io.eniguard.server;

import io.eniguard.source.ec2.CallObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what is asked of AWS. Operations and outcomes are few. */
@Singleton
class Ec2Telemetry implements CallObserver {

    private record Key(String operation, String outcome) {}

    private final MeterRegistry registry;
    private final Map<Key, Counter> calls = new ConcurrentHashMap<>();

    Ec2Telemetry(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void called(String operation, String outcome) {
        calls.computeIfAbsent(new Key(operation, outcome), this::counter).increment();
    }

    private Counter counter(Key key) {
        return Counter.builder("eniguard.ec2.calls")
                .description("Requests to EC2 and EKS, repeated ones too")
                .tag("operation", key.operation())
                .tag("outcome", key.outcome())
                .register(registry);
    }

    void refreshed(Duration took) {
        Timer.builder("eniguard.ec2.refresh")
                .description("Time that one reading of the whole VPC takes")
                .register(registry)
                .record(took);
    }
}
