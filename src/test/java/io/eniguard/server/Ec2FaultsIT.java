package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.envtest.RealApiServer;
import io.eniguard.localkube.CommandOutput;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.source.ec2.Ec2Emulator;
import io.eniguard.source.ec2.Moto;
import io.eniguard.source.ec2.PodVpc;
import io.eniguard.source.ec2.Proxy;
import io.eniguard.source.ec2.Proxy.Answer;
import io.eniguard.source.ec2.Proxy.Weather;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests the answers to {@code kubectl apply} while EC2 has faults, and that they are normal again after EC2 recovers. */
@RealApiServer
@Ec2Emulator
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Ec2FaultsIT {

    private static final String ABSENT = "subnet-0123456789abcdef0";

    /** {@code timeoutSeconds} of the webhook for ENIConfigs. */
    private static final double DEADLINE_SECONDS = 3;

    private final LocalApiServer cluster;
    private final PodVpc vpc;
    private final Proxy proxy;
    private final Path folder;
    private GuardedCluster guarded;

    Ec2FaultsIT(LocalApiServer cluster, Moto moto, @TempDir Path folder) throws IOException {
        this.cluster = cluster;
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
                        // This simulates a slow network and does not wait for a condition.
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
                case SILENCE -> Weather.SILENCE;
            };
        }
    }

    @BeforeAll
    void install() throws Exception {
        // The server reads EC2 at least three times within --max-age.
        guarded = GuardedCluster.start(
                cluster,
                folder,
                Map.of(
                        "AWS_ENDPOINT_URL", proxy.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", "test",
                        "AWS_SECRET_ACCESS_KEY", "test",
                        "AWS_EC2_METADATA_DISABLED", "true"),
                "--vpc=ec2",
                "--region=" + Moto.REGION,
                "--vpc-id=" + vpc.id(),
                "--max-age=15s");
    }

    @AfterAll
    void remove() throws Exception {
        guarded.remove();
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource
    void knownMistakesAreRefusedAndFailedLookUpsCauseWarnings(Fault fault) throws Exception {
        guarded.awaitThat("refused", () -> isRefusedAsAbsent(ABSENT, apply("us-west-2a", ABSENT)));
        proxy.weather(fault.weather());
        int asked = proxy.actions().size();
        guarded.awaitThat("a reading that meets it", () -> proxy.actions().size() > asked);

        CommandOutput wrong = apply("us-west-2b", vpc.subnet("pods-a"));
        assertFalse(wrong.succeeded());
        assertTrue(
                wrong.err().contains("denied the request: ENIConfig us-west-2b: [subnet-zone] " + vpc.subnet("pods-a")),
                wrong.err());

        // Use a new id, because the answer to a look-up is reused for some seconds.
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
        // The first reading may have begun before the fault ended.
        guarded.awaitThat("readings that are whole", () -> readings() > then + 1 && !ready().contains("ec2:"));
        assertTrue(isRefusedAsAbsent(ABSENT, apply("us-west-2a", ABSENT)));
    }

    private static boolean isRefusedAsAbsent(String subnet, CommandOutput output) {
        return !output.succeeded()
                && output.err()
                        .contains("denied the request: ENIConfig us-west-2a: [subnet-exists] " + subnet
                                + " is not among");
    }

    private CommandOutput apply(String name, String subnet) throws IOException, InterruptedException {
        return guarded.dryRun(GuardedCluster.eniConfig(name, subnet).replace("sg-0123456789abcdef0", vpc.podGroup()));
    }

    private String ready() throws IOException, InterruptedException {
        return guarded.server().management("/q/health/ready").body();
    }

    private int readings() throws IOException, InterruptedException {
        return (int) largest("eniguard_ec2_refresh_seconds_count");
    }

    private double longestSeconds() throws IOException, InterruptedException {
        return largest("eniguard_review_seconds_max");
    }

    private double largest(String metric) throws IOException, InterruptedException {
        return guarded.server()
                .management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .max()
                .orElseThrow();
    }
}
