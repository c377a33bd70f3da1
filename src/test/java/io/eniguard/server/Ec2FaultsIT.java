package io.eniguard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.eniguard.admission.WebhookConfigurations;
import io.eniguard.admission.WebhookTarget;
import io.eniguard.demo.CommandOutput;
import io.eniguard.demo.KubeUser;
import io.eniguard.demo.LocalApiServer;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.source.ec2.Ec2Emulator;
import io.eniguard.source.ec2.Moto;
import io.eniguard.source.ec2.PodVpc;
import io.eniguard.source.ec2.Proxy;
import io.eniguard.source.ec2.Proxy.Answer;
import io.eniguard.source.ec2.Proxy.Weather;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code kubectl apply} brings while EC2 is not well, and that it is as before once EC2 is. */
@RealApiServer
@Ec2Emulator
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Ec2FaultsIT {

    private static final String ABSENT = "subnet-0123456789abcdef0";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** {@code timeoutSeconds} of the webhook for ENIConfigs. */
    private static final double DEADLINE_SECONDS = 3;

    private final KubeUser admin;
    private final PodVpc vpc;
    private final Proxy proxy;
    private final Path folder;
    private ServerProcess server;

    Ec2FaultsIT(LocalApiServer cluster, Moto moto, @TempDir Path folder) throws IOException {
        this.admin = cluster.admin();
        this.vpc = PodVpc.build(moto, "kubectl-" + System.nanoTime());
        this.proxy = Proxy.before(moto);
        this.folder = folder;
    }

    private enum Fault {
        LATENCY,
        THROTTLING,
        SERVER_ERRORS,
        RESETS,
        HALF_ANSWERS,
        SILENCE;

        Weather weather() {
            return switch (this) {
                case LATENCY ->
                    (request, connection) -> {
                        Thread.sleep(300);
                        Weather.FAIR.befall(request, connection);
                    };
                case THROTTLING ->
                    (request, connection) ->
                            connection.answer(Answer.error(503, "RequestLimitExceeded", "Request limit exceeded."));
                case SERVER_ERRORS ->
                    (request, connection) -> connection.answer(Answer.error(500, "InternalError", "oops"));
                case RESETS -> (request, connection) -> connection.reset();
                case HALF_ANSWERS -> (request, connection) -> connection.answerHalf(connection.ask(request));
                case SILENCE -> (request, connection) -> Thread.sleep(PATIENCE.toMillis() * 10);
            };
        }
    }

    @BeforeAll
    void install() throws Exception {
        // Readings follow each other in a third of the age.
        server = ServerProcess.start(
                folder,
                Map.of(
                        "KUBECONFIG", admin.kubeconfig().toString(),
                        "AWS_ENDPOINT_URL", proxy.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test",
                        "AWS_EC2_METADATA_DISABLED", "true"),
                "--cluster=kube",
                "--vpc=ec2",
                "--region=" + Moto.REGION,
                "--vpc-id=" + vpc.id(),
                "--max-age=15s");
        String authority = server.authority().certificatePem();
        admin.kubectlWithInput(
                        new WebhookConfigurations(
                                        new WebhookTarget.Url(URI.create(server.url())),
                                        Optional.of(Base64.getEncoder().encodeToString(authority.getBytes(UTF_8))),
                                        true)
                                .yaml(),
                        "apply",
                        "--filename=-")
                .orThrow();
    }

    @AfterAll
    void remove() throws Exception {
        admin.kubectl("delete", "validatingwebhookconfiguration,mutatingwebhookconfiguration", "eniguard");
        server.close();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsKnownIsRefusedAndWhatCannotBeAskedIsWarnedOf(Fault fault) throws Exception {
        await("refused", () -> isRefusedAsAbsent(ABSENT, apply("us-west-2a", ABSENT)));
        proxy.weather(fault.weather());
        int asked = proxy.actions().size();
        await("a reading that meets it", () -> proxy.actions().size() > asked);

        CommandOutput wrong = apply("us-west-2b", vpc.subnet("pods-a"));
        assertFalse(wrong.succeeded());
        assertTrue(wrong.err().contains("denied the request: [subnet-zone] " + vpc.subnet("pods-a")), wrong.err());

        // Not looked for so far: the answer to a look-up holds for some seconds.
        String other = "subnet-%017x".formatted(System.nanoTime());
        CommandOutput absent = apply("us-west-2a", other);
        if (fault == Fault.LATENCY) {
            assertTrue(isRefusedAsAbsent(other, absent), absent.err());
        } else {
            assertTrue(absent.succeeded(), absent.err());
            assertTrue(absent.out().contains("created (server dry run)"), absent.out());
            assertTrue(
                    absent.err().contains("Warning: [subnet-exists] unknown whether " + other + " exists: "),
                    absent.err());
        }
        assertTrue(longestSeconds() < DEADLINE_SECONDS);

        proxy.weather(Weather.FAIR);
        int then = readings();
        // The first one may have begun before.
        await("readings that are whole", () -> readings() > then + 1 && !ready().contains("ec2:"));
        assertTrue(isRefusedAsAbsent(ABSENT, apply("us-west-2a", ABSENT)));
    }

    private static boolean isRefusedAsAbsent(String subnet, CommandOutput output) {
        return !output.succeeded()
                && output.err().contains("denied the request: [subnet-exists] " + subnet + " is not among");
    }

    private CommandOutput apply(String name, String subnet) throws IOException, InterruptedException {
        return admin.kubectlWithInput(
                """
                apiVersion: crd.k8s.amazonaws.com/v1alpha1
                kind: ENIConfig
                metadata: {name: %s}
                spec: {subnet: %s, securityGroups: [%s]}
                """.formatted(name, subnet, vpc.podGroup()), "apply", "--dry-run=server", "--filename=-");
    }

    private String ready() throws IOException, InterruptedException {
        return server.management("/q/health/ready").body();
    }

    private int readings() throws IOException, InterruptedException {
        return (int) largest("eniguard_ec2_refresh_seconds_count");
    }

    private double longestSeconds() throws IOException, InterruptedException {
        return largest("eniguard_review_seconds_max");
    }

    private double largest(String metric) throws IOException, InterruptedException {
        return server.management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElseThrow();
    }

    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                fail("still not: %s; %s%n%s".formatted(what, ready(), server.log()));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }
}
