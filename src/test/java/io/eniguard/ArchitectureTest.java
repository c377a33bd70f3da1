package io.eniguard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Which package may know of which, and what the pure core may not know of at all. There are no exceptions. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.eniguard");

    /** What each package may import, and with that whatever that may import in turn. A package that is not listed is refused. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("net", Set.of("text")),
            Map.entry("tree", Set.of("text")),
            Map.entry("certs", Set.of("text")),
            Map.entry("json", Set.of("tree", "text")),
            Map.entry("vpc", Set.of("net", "maxpods")),
            Map.entry("cluster", Set.of("net", "tree")),
            Map.entry("world", Set.of("vpc", "cluster")),
            Map.entry("maxpods", Set.of("net", "text")),
            Map.entry("placement", Set.of("world")),
            Map.entry("rules", Set.of("world", "maxpods", "placement")),
            Map.entry("policy", Set.of("rules")),
            Map.entry("review", Set.of("rules", "policy")),
            Map.entry("source", Set.of("world", "json")),
            Map.entry("admission", Set.of("review", "json")),
            Map.entry("doctor", Set.of("source", "admission")),
            Map.entry("report", Set.of("review", "json")),
            Map.entry("audit", Set.of("review", "report")));

    /** Where the program is put together: these may import all packages, and only they may import one another. */
    private static final Set<String> EDGES = Set.of("cli", "server", "demo", "bench");

    private static final String[] PURE = {
        "io.eniguard.text..",
        "io.eniguard.net..",
        "io.eniguard.tree..",
        "io.eniguard.vpc..",
        "io.eniguard.cluster..",
        "io.eniguard.world..",
        "io.eniguard.maxpods..",
        "io.eniguard.placement..",
        "io.eniguard.rules..",
        "io.eniguard.policy..",
        "io.eniguard.review.."
    };

    @TestFactory
    Stream<DynamicTest> aPackageImportsOnlyWhatTheTableSays() {
        return MAY_IMPORT.keySet().stream()
                .sorted()
                .map(name -> dynamicTest(
                        name,
                        () -> noClasses()
                                .that()
                                .resideInAPackage(pattern(name))
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(forbiddenFor(name))
                                // Some packages of the table come later.
                                .allowEmptyShould(true)
                                .check(MAIN)));
    }

    private static String[] forbiddenFor(String name) {
        Set<String> others = new TreeSet<>(MAY_IMPORT.keySet());
        others.addAll(EDGES);
        others.removeAll(reachableFrom(name));
        return others.stream().map(ArchitectureTest::pattern).toArray(String[]::new);
    }

    private static Set<String> reachableFrom(String name) {
        Set<String> reachable = new TreeSet<>(Set.of(name));
        MAY_IMPORT.getOrDefault(name, Set.of()).forEach(next -> reachable.addAll(reachableFrom(next)));
        return reachable;
    }

    private static String pattern(String name) {
        return "io.eniguard." + name + "..";
    }

    @Test
    void everyClassIsInAPackageOfTheTable() {
        classes()
                .should()
                .resideInAnyPackage(Stream.concat(MAY_IMPORT.keySet().stream(), EDGES.stream())
                        .map(ArchitectureTest::pattern)
                        .toArray(String[]::new))
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
}
