package io.eniguard.bench;

import io.eniguard.admission.MalformedReviewException;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.Action;
import io.eniguard.policy.Actions;
import io.eniguard.policy.FaultyConditionException;
import io.eniguard.policy.ObjectMatch;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Policy;
import io.eniguard.policy.RuleEntry;
import io.eniguard.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Measures how much longer reviews take with policies. The engines run in turn on one thread. The time includes parsing the request and
 * writing the answer.
 */
final class PolicyBench {

    private static final int POLICIES = 10;

    /** The rules that the entries name, so that each policy has five entries. */
    private static final List<String> RULES =
            List.of("subnet-cidr", "subnet-zone", "subnet-capacity", "node-zone", "max-pods");

    /** Conditions that use facts, labels and functions, as real custom rules do. Each object of the corpus passes all of them. */
    private static final List<String> ON_ENI_CONFIGS = List.of(
            "!('owner' in subnet.tags) || subnet.tags.owner != ''",
            "cidr('100.64.0.0/10').containsCIDR(subnet.cidr)",
            "subnet.freeAddresses > 10",
            "securityGroups.all(group, group.vpcId == subnet.vpcId)",
            "object.metadata.name.startsWith(subnet.zone)",
            "size(securityGroups) > 0 && size(securityGroups) <= 5",
            "vpc.cidrs.exists(block, cidr(block).containsCIDR(subnet.cidr))",
            "!has(object.metadata.labels) || object.metadata.labels.all(key, size(key) < 100)",
            "cni.customNetworking",
            "request.operation != 'CREATE' || subnet.state == 'available'");

    private final Scale scale;
    private final Corpus corpus;
    private final Map<String, ReviewEngine> engines = new LinkedHashMap<>();

    PolicyBench(Stage stage, Scale scale) throws UnreadableInputException, FaultyConditionException {
        this.scale = scale;
        corpus = stage.corpus();
        World world = stage.world();
        engines.put("none", new ReviewEngine(() -> world));
        World withEntries = world.withPolicies(new Policies(entries()));
        engines.put("10 policies, 50 entries", new ReviewEngine(() -> withEntries));
        World withConditions =
                world.withPolicies(new Policies(List.of(CustomRules.about("ENIConfig", ON_ENI_CONFIGS))));
        engines.put("10 rules in CEL", new ReviewEngine(() -> withConditions));
    }

    private static List<Policy> entries() {
        return IntStream.range(0, POLICIES)
                .mapToObj(number -> new Policy(
                        "policy-" + number,
                        ObjectMatch.ANY,
                        RULES.stream()
                                .map(rule ->
                                        new RuleEntry(rule, Actions.everywhere(Action.DENY), Map.of(), ObjectMatch.ANY))
                                .toList(),
                        List.of(),
                        List.of(),
                        Set.of()))
                .toList();
    }

    Table table() throws MalformedReviewException {
        Table table = new Table(
                "Reviews with policies, one thread, from bytes to bytes",
                "REVIEW",
                "POLICIES",
                "P50",
                "RATIO",
                "P99",
                "RATIO");
        for (Workload workload : List.of(Workload.ENICONFIGS, Workload.NODES)) {
            Map<String, List<Measurement>> rounds = new LinkedHashMap<>();
            for (ReviewEngine engine : engines.values()) {
                InProcess.measure(corpus.reviews(workload), engine.of(workload), scale.engine());
            }
            for (int round = 0; round < scale.wire().count(); round++) {
                for (Map.Entry<String, ReviewEngine> engine : engines.entrySet()) {
                    rounds.computeIfAbsent(engine.getKey(), absent -> new ArrayList<>())
                            .add(InProcess.measure(
                                    corpus.reviews(workload),
                                    engine.getValue().of(workload),
                                    scale.wire().each()));
                }
            }
            rows(table, workload, rounds);
        }
        table.note("medians of %d rounds".formatted(scale.wire().count()));
        return table;
    }

    private static void rows(Table table, Workload workload, Map<String, List<Measurement>> rounds) {
        Optional<Measurement.Latency> without = Optional.empty();
        for (Map.Entry<String, List<Measurement>> engine : rounds.entrySet()) {
            Measurement.Latency latency = Measurement.median(engine.getValue()).latency();
            Measurement.Latency base = without.orElse(latency);
            without = Optional.of(base);
            table.row(
                    workload.title(),
                    engine.getKey(),
                    Figures.micros(latency.p50()),
                    Figures.times((double) latency.p50().toNanos() / base.p50().toNanos()),
                    Figures.micros(latency.p99()),
                    Figures.times((double) latency.p99().toNanos() / base.p99().toNanos()));
        }
    }
}
