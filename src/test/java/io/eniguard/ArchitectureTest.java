package io.eniguard;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tests which packages may import each other, and which classes the pure core must not use. There are no exceptions. */
class ArchitectureTest {

    private static final String PREFIX = "io.eniguard.";

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.eniguard");

    /**
     * The parts of the program, here called rooms, and the rooms that each of them may import. A room may also import the rooms that its
     * imported rooms may import. Every other import between rooms is refused, and so is a class outside all rooms. A class belongs to the
     * room with the longest matching name.
     */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("threads", Set.of()),
            Map.entry("clock", Set.of()),
            Map.entry("net", Set.of("text")),
            Map.entry("tree", Set.of("text")),
            Map.entry("certs", Set.of("text")),
            Map.entry("input", Set.of("tree", "threads")),
            Map.entry("json", Set.of("tree")),
            Map.entry("maxpods", Set.of("net")),
            Map.entry("policy", Set.of("net", "tree")),
            Map.entry("cel", Set.of("maxpods", "policy")),
            Map.entry("vpc", Set.of("net", "tree", "maxpods")),
            Map.entry("cluster", Set.of("net", "tree", "maxpods")),
            Map.entry("world", Set.of("vpc", "cluster", "policy")),
            Map.entry("placement", Set.of("world")),
            Map.entry("rules", Set.of("world", "placement")),
            Map.entry("review", Set.of("rules", "placement", "cel")),
            Map.entry("audit", Set.of("review", "json")),
            Map.entry("report", Set.of("audit", "input", "json")),
            Map.entry("registration", Set.of("cluster", "certs")),
            Map.entry("admission", Set.of("review", "json", "threads")),
            Map.entry("aws", Set.of("tree", "threads")),
            Map.entry("kube", Set.of("input", "json", "certs")),
            Map.entry("source.aws", Set.of("vpc")),
            Map.entry("source.file", Set.of("world", "json", "input", "source.aws")),
            Map.entry("source.ec2", Set.of("world", "aws", "source.aws")),
            Map.entry("source.kube", Set.of("world", "kube")),
            Map.entry(
                    "doctor",
                    Set.of("audit", "report", "source.file", "source.ec2", "source.kube", "registration", "clock")),
            Map.entry("server.settings", Set.of("world", "aws", "threads", "clock")),
            Map.entry("server.tls", Set.of("server.settings", "certs")),
            Map.entry(
                    "server.facts", Set.of("server.settings", "admission", "source.file", "source.ec2", "source.kube")),
            Map.entry("server.observe", Set.of("server.facts")),
            Map.entry(
                    "server.lead",
                    Set.of("server.facts", "server.settings", "server.tls", "audit", "kube", "source.kube")),
            Map.entry("server", Set.of("server.tls", "server.facts", "server.observe", "server.lead")),
            Map.entry("localkube", Set.of("certs")),
            Map.entry("demo", Set.of("localkube", "registration", "tree")),
            Map.entry("cli", Set.of("server", "doctor", "demo")));

    /**
     * The only sub-package of {@code rules} that its other sub-packages may import. The others are named after the kind of object that they
     * check.
     */
    private static final String SHARED_BY_RULES = "io.eniguard.rules.shared";

    /** The only class of {@code rules} that may import the sub-packages. */
    private static final String CATALOGUE = "io.eniguard.rules.RuleCatalog";

    /** Parts of a room that other rooms must not import. */
    private static final Map<String, Set<String>> HIDDEN =
            Map.of("cli", Set.of("server.facts", "server.observe", "server.lead"));

    private static final String[] PURE = {
        "io.eniguard.text..",
        "io.eniguard.net..",
        "io.eniguard.tree..",
        "io.eniguard.vpc..",
        "io.eniguard.cluster..",
        "io.eniguard.world..",
        "io.eniguard.maxpods..",
        "io.eniguard.policy..",
        "io.eniguard.cel..",
        "io.eniguard.placement..",
        "io.eniguard.rules..",
        "io.eniguard.review..",
        "io.eniguard.audit.."
    };

    private static final DescribedPredicate<JavaAccess<?>> READS_A_CLOCK =
            DescribedPredicate.describe("reads a clock", call -> {
                String owner = call.getTargetOwner().getFullName();
                return (owner.startsWith("java.time.")
                                && Set.of("now", "systemUTC", "instant").contains(call.getName()))
                        || call.getName().equals("currentTimeMillis");
            });

    @TestFactory
    Stream<DynamicTest> aRoomImportsOnlyWhatTheTableAllows() {
        return ROOMS.keySet().stream()
                .sorted()
                .map(room -> dynamicTest(room, () -> assertEquals(List.of(), forbiddenImports(room))));
    }

    private static List<String> forbiddenImports(String room) {
        Set<String> allowed = reachableFrom(room);
        allowed.removeAll(HIDDEN.getOrDefault(room, Set.of()));
        return MAIN.stream()
                .filter(from -> room.equals(roomOf(from)))
                .flatMap(from -> from.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(dependency.getTargetClass()))
                .filter(dependency -> !allowed.contains(roomOf(dependency.getTargetClass())))
                .map(Dependency::getDescription)
                .distinct()
                .sorted()
                .toList();
    }

    private static Set<String> reachableFrom(String room) {
        Set<String> reachable = new TreeSet<>(Set.of(room));
        ROOMS.getOrDefault(room, Set.of()).forEach(next -> reachable.addAll(reachableFrom(next)));
        return reachable;
    }

    /** Returns the room of the class, or an empty string for a class outside all rooms. */
    private static String roomOf(JavaClass type) {
        String name = type.getPackageName()
                .substring(Math.min(PREFIX.length(), type.getPackageName().length()));
        return ROOMS.keySet().stream()
                .filter(room -> name.equals(room) || name.startsWith(room + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(PREFIX);
    }

    @Test
    void everyClassIsInARoom() {
        assertEquals(
                List.of(),
                MAIN.stream()
                        .filter(type -> roomOf(type).isEmpty())
                        .map(JavaClass::getName)
                        .sorted()
                        .toList());
    }

    @Test
    void rulesOnOneKindOfObjectDoNotImportRulesOnAnother() {
        SlicesRuleDefinition.slices()
                .matching("io.eniguard.rules.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage(SHARED_BY_RULES))
                .check(MAIN);
    }

    @Test
    void whatRulesShareKnowsNoRule() {
        noClasses()
                .that()
                .resideInAPackage(SHARED_BY_RULES)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.eniguard.rules.*..").and(not(resideInAPackage(SHARED_BY_RULES))))
                .check(MAIN);
    }

    @Test
    void onlyTheCatalogueKnowsThePartsOfTheRules() {
        noClasses()
                .that()
                .resideInAPackage("io.eniguard.rules")
                .and()
                .doNotHaveFullyQualifiedName(CATALOGUE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.eniguard.rules.*..")
                .check(MAIN);
    }

    @Test
    void thePureCoreKnowsNoServerNoCloudAndNoFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.quarkus..",
                        "io.vertx..",
                        "jakarta..",
                        "picocli..",
                        "software.amazon..",
                        "io.fabric8..",
                        "java.nio.file..",
                        "java.net..")
                .check(MAIN);
    }

    @Test
    void thePureCoreReadsNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.time.Clock")
                .check(MAIN);
    }

    /** With one clock, an exemption cannot end at admission and live on in audits, {@code check} or {@code explain}. */
    @Test
    void worldsPoliciesAndReportsHaveOneClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.eniguard.server..",
                        "io.eniguard.cli..",
                        "io.eniguard.doctor..",
                        "io.eniguard.report..",
                        "io.eniguard.admission..",
                        "io.eniguard.source.file..",
                        "io.eniguard.source.kube..")
                .and()
                .resideOutsideOfPackage("io.eniguard.server.tls..")
                .should()
                .accessTargetWhere(READS_A_CLOCK)
                .because("WorldClock.now() is the only clock from which they take the instant")
                .check(MAIN);
    }

    @Test
    void thePureCoreStartsNoThread() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.lang\\.Thread|java\\.util\\.concurrent\\.(Executor.*|.*Executor|ForkJoinPool|CompletableFuture)")
                .check(MAIN);
    }

    /** Each static method of {@code Json} searches the class path for a provider, which takes longer than a review. */
    @Test
    void eachClassKeepsItsJsonProvider() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("jakarta.json.Json")
                .check(MAIN);
    }

    @Test
    void onlyOnePackageUsesTheLibraryForExpressions() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.eniguard.cel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cel..", "com.google..")
                .check(MAIN);
    }

    /** Otherwise, commands and reviews without an expression would load hundreds of classes. */
    @Test
    void theLibraryForExpressionsIsLoadedOnlyForAnExpression() {
        noClasses()
                .that()
                .haveNameMatching("io\\.eniguard\\.cel\\.(CelExpressions|CelConditions)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.cel..", "com.google..")
                .check(MAIN);
    }
}
