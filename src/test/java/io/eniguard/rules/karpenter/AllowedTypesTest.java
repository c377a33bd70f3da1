package io.eniguard.rules.karpenter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.NodePool;
import io.eniguard.cluster.NodePool.Requirement;
import io.eniguard.maxpods.Hypervisor;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTypesTest {

    private static final List<InstanceType> ALL = InstanceTypes.builtIn().all();

    private static final String INSTANCE = "karpenter.k8s.aws/instance-";

    private static final List<String> KEYS = List.of(
            "node.kubernetes.io/instance-type",
            "kubernetes.io/arch",
            INSTANCE + "family",
            INSTANCE + "category",
            INSTANCE + "generation",
            INSTANCE + "size",
            INSTANCE + "cpu",
            INSTANCE + "hypervisor");

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** Compares the index with a slow implementation that checks each type of the table as Kubernetes' node affinity does. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theIndexAgreesWithASlowSearchOfTheTable(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Requirement> requirements = new ArrayList<>();
        int number = 1 + random.nextInt(3);
        for (int i = 0; i < number; i++) {
            requirements.add(requirement(random));
        }

        AllowedTypes allowed = allowed(pool(requirements, Map.of()));

        List<String> walked = ALL.stream()
                .filter(type -> requirements.stream().allMatch(requirement -> meets(type, requirement)))
                .map(InstanceType::name)
                .toList();
        assertEquals(walked, names(allowed), requirements::toString);
        assertEquals(Optional.empty(), allowed.unanswered());
    }

    private static Requirement requirement(SplittableRandom random) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        if (List.of(INSTANCE + "generation", INSTANCE + "cpu").contains(key) && random.nextBoolean()) {
            String operator = List.of("Gt", "Lt", "Gte", "Lte").get(random.nextInt(4));
            return new Requirement(key, operator, List.of(String.valueOf(random.nextInt(40))));
        }
        List<String> values = new ArrayList<>();
        int number = random.nextInt(4);
        for (int i = 0; i < number; i++) {
            label(ALL.get(random.nextInt(ALL.size())), key).ifPresent(values::add);
        }
        return new Requirement(
                key, List.of("In", "NotIn", "Exists", "DoesNotExist").get(random.nextInt(4)), values);
    }

    private static boolean meets(InstanceType type, Requirement requirement) {
        Optional<String> label = label(type, requirement.key());
        return switch (requirement.operator()) {
            case "In" -> label.filter(requirement.values()::contains).isPresent();
            case "NotIn" -> label.filter(requirement.values()::contains).isEmpty();
            case "Exists" -> label.isPresent();
            case "DoesNotExist" -> label.isEmpty();
            case "Gt" ->
                label.filter(value -> Long.parseLong(value) > bound(requirement))
                        .isPresent();
            case "Gte" ->
                label.filter(value -> Long.parseLong(value) >= bound(requirement))
                        .isPresent();
            case "Lt" ->
                label.filter(value -> Long.parseLong(value) < bound(requirement))
                        .isPresent();
            case "Lte" ->
                label.filter(value -> Long.parseLong(value) <= bound(requirement))
                        .isPresent();
            default -> throw new AssertionError(requirement.operator());
        };
    }

    private static long bound(Requirement requirement) {
        return Long.parseLong(requirement.values().get(0));
    }

    private static Optional<String> label(InstanceType type, String key) {
        return switch (key) {
            case "node.kubernetes.io/instance-type" -> Optional.of(type.name());
            case "kubernetes.io/arch" -> type.architecture();
            case INSTANCE + "family" -> Optional.of(type.family());
            case INSTANCE + "category" -> type.category();
            case INSTANCE + "generation" ->
                type.generation().stream().mapToObj(String::valueOf).findFirst();
            case INSTANCE + "size" -> Optional.of(type.size());
            case INSTANCE + "cpu" ->
                type.vcpus().stream().mapToObj(String::valueOf).findFirst();
            default ->
                Optional.of(
                        type.hypervisor() == Hypervisor.NONE
                                ? ""
                                : type.hypervisor().name().toLowerCase(Locale.ROOT));
        };
    }

    @Test
    void withoutRequirementsEverythingIsAllowed() {
        assertEquals(ALL, allowed(pool(List.of(), Map.of())).types());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "topology.kubernetes.io/zone",
                "topology.k8s.aws/zone-id",
                "karpenter.sh/capacity-type",
                "karpenter.sh/nodepool",
                "karpenter.k8s.aws/ec2nodeclass",
                "kubernetes.io/os",
                "example.com/team"
            })
    void keysThatDoNotConcernTheTypeAreIgnored(String key) {
        AllowedTypes allowed = allowed(pool(List.of(new Requirement(key, "In", List.of("linux"))), Map.of()));
        assertEquals(Optional.empty(), allowed.unanswered());
        assertEquals(ALL, allowed.types());
    }

    @ParameterizedTest
    @CsvSource({
        "karpenter.k8s.aws/instance-network-bandwidth, Gt, 4096",
        "karpenter.k8s.aws/instance-gpu-count, Exists, ''",
        "karpenter.k8s.aws/instance-local-nvme, Gt, 100",
        "karpenter.k8s.aws/instance-cpu, Gt, many",
        "karpenter.k8s.aws/instance-cpu, Between, 4"
    })
    void keysThatTheTableLacksAreReported(String key, String operator, String value) {
        AllowedTypes allowed = allowed(pool(List.of(new Requirement(key, operator, List.of(value))), Map.of()));
        assertEquals(Optional.of(key), allowed.unanswered());
    }

    @Test
    void labelsOfTheTemplateRestrictTheTypesToo() {
        AllowedTypes allowed =
                allowed(pool(List.of(), Map.of("node.kubernetes.io/instance-type", "m5.large", "team", "red")));
        assertEquals(List.of("m5.large"), names(allowed));
    }

    @Test
    void deprecatedKeysMeanTheSameAsTheirSuccessors() {
        AllowedTypes allowed = allowed(pool(
                List.of(
                        new Requirement("beta.kubernetes.io/instance-type", "In", List.of("m5.large", "m6g.large")),
                        new Requirement("beta.kubernetes.io/arch", "In", List.of("arm64"))),
                Map.of()));
        assertEquals(List.of("m6g.large"), names(allowed));
    }

    @Test
    void flexTypesAreThoseOfFlexFamilies() {
        AllowedTypes allowed = allowed(pool(
                List.of(
                        new Requirement(INSTANCE + "capability-flex", "In", List.of("true")),
                        new Requirement(INSTANCE + "category", "In", List.of("m")),
                        new Requirement(INSTANCE + "size", "In", List.of("large"))),
                Map.of()));
        assertTrue(
                names(allowed).contains("m7i-flex.large"), () -> names(allowed).toString());
        assertFalse(names(allowed).contains("m7i.large"));
    }

    @ParameterizedTest
    @CsvSource({
        "In, windows, false",
        "In, linux, true",
        "NotIn, linux, false",
        "NotIn, windows, true",
        "Exists, '', true"
    })
    void windowsPoolsAreRecognized(String operator, String value, boolean isLinux) {
        NodePool pool = pool(List.of(new Requirement("kubernetes.io/os", operator, List.of(value))), Map.of());
        assertEquals(isLinux, AllowedTypes.isLinux(pool));
    }

    private static NodePool pool(List<Requirement> requirements, Map<String, String> labels) {
        return new NodePool(
                "general", Optional.of("general"), Optional.empty(), Optional.empty(), requirements, labels, Map.of());
    }

    private static List<String> names(AllowedTypes allowed) {
        return allowed.types().stream().map(InstanceType::name).toList();
    }

    private static AllowedTypes allowed(NodePool pool) {
        return AllowedTypes.of(pool, new InstanceTypeIndex(InstanceTypes.builtIn()));
    }
}
