package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.clock.WorldClock;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.rules.RuleCatalog;
import io.eniguard.tree.Tree;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tests that the webhook, the background audit, {@code check} and {@code explain} judge the same ENIConfigs under the same policies alike,
 * before and after the end of exemptions.
 */
@RealApiServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolicyPointsIT {

    private static final String NAMESPACE = "points";

    private static final Set<String> JUDGED = Set.of("subnet-cidr", "security-groups");

    /** Each ENIConfig has the node subnet, which subnet-cidr denies. No security groups are known, so security-groups is unknown. */
    private static final String POLICIES = """
            apiVersion: eniguard.io/v1alpha1
            kind: CustomNetworkingPolicy
            metadata: {name: production}
            spec:
              rules:
              - {id: subnet-cidr, action: Warn, match: {names: [warned]}}
              - {id: subnet-cidr, action: 'Off', match: {names: [switched-off, unknown*, custom*]}}
              - {id: subnet-cidr, match: {names: [each-point]}, actions: {admission: Warn, audit: Audit, check: Deny}}
              - {id: security-groups, onUnknown: Deny, match: {names: [unknown-denied]}}
              - {id: security-groups, action: 'Off', onUnknown: 'Off', match: {exclude: {names: ["unknown*"]}}}
              custom:
              - id: has-owner
                action: Deny
                match: {kinds: [ENIConfig], names: ["custom*"]}
                expression: has(object.metadata.labels) && 'owner' in object.metadata.labels
                message: the ENIConfig has no label owner
              exemptions:
              - {rules: [subnet-cidr], match: {names: [exempted]}, reason: rebuilt, owner: net-team, until: "UNTIL"}
              - {rules: [security-groups], match: {names: [unknown-exempted]}, reason: rebuilt, owner: net-team, until: "UNTIL"}
              - {rules: ["*"], match: {names: [custom-exempted]}, reason: rebuilt, owner: net-team, until: "UNTIL"}
            ---
            apiVersion: eniguard.io/v1alpha1
            kind: CustomNetworkingPolicy
            metadata: {name: another-team}
            spec:
              rules:
              - {id: subnet-cidr, action: Audit, match: {names: [of-another-policy]}}
            OTHERS
            """.replace("OTHERS", others());

    private static final List<Expected> TABLE = Stream.of(
                    "denied             subnet-cidr      deny             deny",
                    "warned             subnet-cidr      warn             warn",
                    "exempted           subnet-cidr      exempted         deny",
                    "switched-off       subnet-cidr      none             none",
                    "each-point         subnet-cidr      warn/audit/deny  warn/audit/deny",
                    "of-another-policy  subnet-cidr      audit            audit",
                    "custom             has-owner        deny             deny",
                    "custom-exempted    has-owner        exempted         deny",
                    "unknown            security-groups  warn             warn",
                    "unknown-denied     security-groups  deny/warn/deny   deny/warn/deny",
                    "unknown-exempted   security-groups  exempted         warn")
            .map(row -> row.split(" +"))
            .map(cells -> new Expected(cells[0], cells[1], cells[2], cells[3]))
            .toList();

    private final String until = LocalDate.now(ZoneOffset.UTC).plusDays(10).toString();
    private final LocalApiServer cluster;
    private final KubeUser admin;

    PolicyPointsIT(LocalApiServer cluster) {
        this.cluster = cluster;
        this.admin = cluster.admin();
    }

    /**
     * A row of the table.
     *
     * @param before what all points answer before the end of the exemptions: one word, or the words of admission, audit and check
     */
    private record Expected(String name, String rule, String before, String after) {

        Answers answers(boolean isOver) {
            String[] words = (isOver ? after : before).split("/");
            return words.length == 1
                    ? new Answers(words[0], words[0], words[0], String.join("/", words[0], words[0], words[0]))
                    : new Answers(words[0], words[1], words[2], String.join("/", words));
        }
    }

    /** The answers of the four points. {@code explain} has an answer for each of the others. */
    private record Answers(String admission, String audit, String check, String explain) {}

    /** Entries that switch all other rules off. */
    private static String others() {
        return RuleCatalog.ENI_CONFIG.stream()
                .map(rule -> rule.about().id())
                .filter(rule -> !JUDGED.contains(rule))
                .map(
                        "  - {id: %s, action: 'Off', onUnknown: 'Off', match: {kinds: [ENIConfig], exclude: {names: [canary]}}}"
                                ::formatted)
                .collect(Collectors.joining("\n"));
    }

    @BeforeAll
    void create() throws Exception {
        admin.kubectl("create", "namespace", NAMESPACE).orThrow();
        Path crd = Path.of("src/test/resources/eniguard/crds/openreports.io_clusterreports.yaml");
        admin.kubectl("apply", "--server-side", "--filename=" + crd.toAbsolutePath())
                .orThrow();
        admin.kubectl("wait", "--for=condition=Established", "crd/clusterreports.openreports.io", "--timeout=60s")
                .orThrow();
    }

    @AfterAll
    void delete() throws Exception {
        admin.kubectl("delete", "eniconfigs", "--all");
        admin.kubectl("delete", "clusterreports", "--all");
        admin.kubectl("delete", "namespace", NAMESPACE, "--wait=false");
    }

    @ParameterizedTest(name = "{0} days from now")
    @CsvSource(textBlock = """
            0,   false
            30,  true
            """)
    void allPointsAnswerAlike(int days, boolean isOver, @TempDir Path folder) throws Exception {
        Map<String, String> environment = new TreeMap<>();
        environment.put("JAVA_TOOL_OPTIONS", "-D%s=P%dD".formatted(WorldClock.SHIFT, days));
        environment.put("KUBECONFIG", admin.kubeconfig().toString());
        Path vpc = Files.writeString(folder.resolve("vpc.yaml"), withoutGroups(GuardedCluster.VPC));
        Path policies = Files.writeString(folder.resolve("policies.yaml"), POLICIES.replace("UNTIL", until));
        Path objects = Files.writeString(
                folder.resolve("objects.yaml"),
                TABLE.stream()
                        .map(row -> GuardedCluster.eniConfig(row.name(), GuardedCluster.NODE_SUBNET))
                        .collect(Collectors.joining("---\n")));
        admin.kubectl("apply", "--filename=" + objects).orThrow();
        // The server with the other clock may have left a report.
        admin.kubectl("delete", "clusterreports", "--all").orThrow();
        List<String> sources = List.of("--vpc", vpc.toString(), "--cluster", "kube", "--policy", policies.toString());
        GuardedCluster guarded = GuardedCluster.start(
                cluster,
                folder,
                environment,
                Stream.concat(sources.stream(), Stream.of("--namespace", NAMESPACE))
                        .toArray(String[]::new));
        try {
            Map<String, String> reported = reported(guarded);
            Tree checked = json(environment, Stream.of("check", objects.toString(), "-o", "json"), sources);
            Map<String, Answers> actual = new TreeMap<>();
            Map<String, Answers> expected = new TreeMap<>();
            Map<String, Tree> explanations = explanations(environment, sources);
            for (Expected row : TABLE) {
                expected.put(row.name(), row.answers(isOver));
                actual.put(
                        row.name(),
                        new Answers(
                                admitted(row),
                                reported.getOrDefault(row.name() + " " + row.rule(), "none"),
                                checked(checked, row),
                                explained(Objects.requireNonNull(explanations.get(row.name())), row)));
            }
            assertEquals(lines(expected), lines(actual));
        } finally {
            guarded.remove();
        }
    }

    /** Explains the ENIConfig of each row. Each explanation is a process of its own, so two run at a time. */
    private static Map<String, Tree> explanations(Map<String, String> environment, List<String> sources)
            throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Map<String, Future<Tree>> started = new TreeMap<>();
            for (Expected row : TABLE) {
                Stream<String> command = Stream.of("explain", "eniconfig", row.name(), "-o", "json");
                started.put(row.name(), threads.submit(() -> json(environment, command, sources)));
            }
            Map<String, Tree> explanations = new TreeMap<>();
            for (Map.Entry<String, Future<Tree>> each : started.entrySet()) {
                explanations.put(each.getKey(), each.getValue().get());
            }
            return explanations;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String lines(Map<String, Answers> answers) {
        return answers.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static String withoutGroups(String vpc) {
        return vpc.substring(0, vpc.indexOf("SecurityGroups:"));
    }

    /** Returns the answer to a request that creates the ENIConfig. The API server asks the webhooks before it sees that the object exists. */
    private String admitted(Expected row) throws Exception {
        HttpResponse<String> answer = admin.request(
                "POST",
                "/apis/crd.k8s.amazonaws.com/v1alpha1/eniconfigs?dryRun=All",
                "application/yaml",
                GuardedCluster.eniConfig(row.name(), GuardedCluster.NODE_SUBNET));
        Map<String, String> annotations = new AuditedRequests(cluster).annotationsOf(answer);
        String decision = annotations.getOrDefault("decision", "not reviewed");
        boolean isFound =
                Arrays.asList(annotations.getOrDefault("rules", "").split(",")).contains(row.rule());
        assertEquals(decision.equals("deny"), answer.statusCode() == 403, answer::body);
        assertEquals(
                decision.equals("warn"), !answer.headers().allValues("warning").isEmpty(), annotations::toString);
        if (annotations.getOrDefault("exempted", "").contains(row.rule() + " by production until " + until)) {
            return "exempted";
        }
        return !isFound ? "none" : decision.equals("allow") ? "audit" : decision;
    }

    /** Returns the results of the reports, by object and rule. */
    private Map<String, String> reported(GuardedCluster guarded) throws Exception {
        guarded.awaitThat(
                "the report is written",
                () -> admin.kubectl("get", "clusterreport.openreports.io", "eniguard-eniconfigs")
                        .succeeded());
        Map<String, String> results = new TreeMap<>();
        String reports = admin.kubectl("get", "clusterreports", "--output=json").orThrow();
        for (Tree report : Reviews.parse(reports).trees("items")) {
            for (Tree result : report.trees("results")) {
                String name = result.trees("resources").stream()
                        .findFirst()
                        .or(() -> Optional.of(report.at("scope")))
                        .flatMap(object -> object.text("name"))
                        .orElse("");
                String action = result.text("result").filter("skip"::equals).isPresent()
                        ? "exempted"
                        : result.text("properties", "action").orElse("none");
                results.put(name + " " + result.text("rule").orElse(""), action);
            }
        }
        return results;
    }

    private static Tree json(Map<String, String> environment, Stream<String> command, List<String> sources)
            throws Exception {
        List<String> arguments = Stream.concat(command, sources.stream()).toList();
        return Reviews.parse(Build.asked().run(environment, arguments).out());
    }

    private static String checked(Tree report, Expected row) {
        return report.trees("results").stream()
                .filter(result ->
                        result.text("object", "name").filter(row.name()::equals).isPresent())
                .flatMap(result -> finding(result, row.rule()).stream())
                .map(finding -> isExempted(finding)
                        ? "exempted"
                        : finding.text("action").orElse(""))
                .findFirst()
                .orElse("none");
    }

    private static String explained(Tree explanation, Expected row) {
        Optional<Tree> finding = finding(explanation, row.rule());
        return Stream.of("admission", "audit", "check")
                .map(point -> finding.flatMap(found -> found.text("actions", point))
                        .map(action ->
                                finding.filter(PolicyPointsIT::isExempted).isPresent() ? "exempted" : action)
                        .orElse("none"))
                .collect(Collectors.joining("/"));
    }

    private static Optional<Tree> finding(Tree owner, String rule) {
        return owner.trees("findings").stream()
                .filter(finding -> finding.text("rule").filter(rule::equals).isPresent())
                .findFirst();
    }

    private static boolean isExempted(Tree finding) {
        return !finding.at("exempted").isEmpty();
    }
}
