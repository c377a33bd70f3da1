package io.eniguard.server.observe;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.EniConfig;
import io.eniguard.server.facts.Knowledge;
import io.eniguard.server.settings.Periodically;
import io.eniguard.vpc.Subnet;
import io.eniguard.world.World;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Publishes facts of the server as gauges: the age of the VPC's facts, whether prefix delegation is on, and the free addresses, free
 * prefixes and nodes of each ENIConfig.
 */
@Singleton
class KnowledgeMetrics {

    private final Knowledge knowledge;
    private final MultiGauge freeAddresses;
    private final MultiGauge freePrefixes;
    private final MultiGauge nodes;
    private @Nullable World shown;

    KnowledgeMetrics(Knowledge knowledge, MeterRegistry registry) {
        this.knowledge = knowledge;
        this.freeAddresses = MultiGauge.builder("eniguard.eniconfig.free.addresses")
                .description("Free addresses of the ENIConfig's subnet")
                .register(registry);
        this.freePrefixes = MultiGauge.builder("eniguard.eniconfig.free.prefixes")
                .description("Free /28 blocks of the ENIConfig's subnet, which prefix delegation assigns as a whole")
                .register(registry);
        this.nodes = MultiGauge.builder("eniguard.eniconfig.nodes")
                .description("Nodes that resolve to the ENIConfig")
                .register(registry);
        Gauge.builder("eniguard.vpc.snapshot.age.seconds", knowledge, KnowledgeMetrics::age)
                .description("Age of the VPC's facts; NaN while no facts are known")
                .register(registry);
        Gauge.builder("eniguard.prefix.delegation", knowledge, KnowledgeMetrics::prefixDelegation)
                .description(
                        "1 while prefix delegation is on, 0 while it is off; NaN while the settings of aws-node are unknown")
                .register(registry);
    }

    void start(@Observes StartupEvent event, Periodically periodically) {
        periodically.always(this::update);
    }

    private static double age(Knowledge knowledge) {
        World world = knowledge.world();
        return world.vpc().knowsAnything() ? world.age().orElse(Duration.ZERO).toMillis() / 1e3 : Double.NaN;
    }

    private static double prefixDelegation(Knowledge knowledge) {
        return knowledge.world().cluster().cni().flatMap(CniSettings::prefixDelegation).stream()
                .mapToDouble(isOn -> isOn ? 1 : 0)
                .findFirst()
                .orElse(Double.NaN);
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
        freeAddresses.register(rows(world, subnet -> subnet.condition().freeAddresses().stream()), true);
        freePrefixes.register(
                rows(world, subnet -> world.vpc().freePrefixes(subnet).stream().boxed()), true);
    }

    private static List<MultiGauge.Row<?>> rows(World world, Function<Subnet, Stream<? extends Number>> figure) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (EniConfig config : world.cluster().eniConfigs()) {
            config.subnetId().flatMap(id -> world.subnet(id).orElse(Optional.empty())).stream()
                    .flatMap(figure)
                    .forEach(number -> rows.add(MultiGauge.Row.of(tags(config), number)));
        }
        return rows;
    }

    private static Tags tags(EniConfig config) {
        return Tags.of("eniconfig", config.name());
    }
}
