package io.eniguard.server;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.EniConfig;
import io.eniguard.world.World;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the server knows, as gauges: the age of the VPC's facts, and room and nodes of each ENIConfig. */
@Singleton
class KnowledgeMetrics {

    private final Knowledge knowledge;
    private final MultiGauge freeAddresses;
    private final MultiGauge nodes;
    private @Nullable World shown;

    KnowledgeMetrics(Knowledge knowledge, MeterRegistry registry) {
        this.knowledge = knowledge;
        this.freeAddresses = MultiGauge.builder("eniguard.eniconfig.free.addresses")
                .description("Free addresses of the ENIConfig's subnet")
                .register(registry);
        this.nodes = MultiGauge.builder("eniguard.eniconfig.nodes")
                .description("Nodes that resolve to the ENIConfig")
                .register(registry);
        Gauge.builder("eniguard.vpc.snapshot.age.seconds", knowledge, KnowledgeMetrics::age)
                .description("Age of what is known of the VPC; NaN while nothing is")
                .register(registry);
    }

    void start(@Observes StartupEvent event, Periodically periodically) {
        periodically.always(this::update);
    }

    private static double age(Knowledge knowledge) {
        World world = knowledge.world();
        return world.vpc().knowsAnything() ? world.age().orElse(Duration.ZERO).toMillis() / 1e3 : Double.NaN;
    }

    private void update() {
        World world = knowledge.world();
        if (shown != null && shown.vpc().equals(world.vpc()) && shown.cluster().equals(world.cluster())) {
            return;
        }
        shown = world;
        ClusterSnapshot cluster = world.cluster();
        nodes.register(
                cluster.eniConfigs().stream()
                        .map(config -> MultiGauge.Row.of(
                                tags(config),
                                cluster.nodesBoundTo(config.name()).nodes().size()))
                        .toList(),
                true);
        List<MultiGauge.Row<?>> free = cluster.eniConfigs().stream()
                .flatMap(config -> freeRow(config, world))
                .toList();
        freeAddresses.register(free, true);
    }

    private static Stream<MultiGauge.Row<?>> freeRow(EniConfig config, World world) {
        return config.subnetId().flatMap(id -> world.subnet(id).orElse(Optional.empty())).stream()
                .flatMap(subnet -> subnet.condition().freeAddresses().stream())
                .map(free -> MultiGauge.Row.of(tags(config), free));
    }

    private static Tags tags(EniConfig config) {
        return Tags.of("eniconfig", config.name());
    }
}
