package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.aws.AwsSettings;
import io.eniguard.source.ec2.Proxy.Weather;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests that readings survive faults of networks and throttling by AWS. */
@Ec2Emulator
class FaultsIT {

    private static final Duration LATENCY = Duration.ofMillis(300);

    private static final DateTimeFormatter SIGNED =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX").withZone(ZoneOffset.UTC);

    private final PodVpc vpc;
    private final Proxy proxy;
    private final VpcReader reader;
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();

    FaultsIT(Moto moto) throws IOException {
        vpc = PodVpc.build(moto, "faults-" + System.nanoTime());
        proxy = Proxy.before(moto);
        reader = new VpcReader(
                AwsSettings.NONE,
                (operation, outcome) -> outcomes.computeIfAbsent(outcome, word -> new AtomicInteger())
                        .incrementAndGet(),
                Moto.access(proxy.endpoint()),
                Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        reader.close();
        proxy.close();
    }

    @Test
    void aReadingWaitsUntilABurstOfThrottlingIsOver() {
        faultFirst((request, connection) ->
                connection.answer(Proxy.Answer.error(503, "RequestLimitExceeded", "Request limit exceeded.")));

        assertEquals(Map.of(), read().failures());
        assertTrue(count("throttled") > 0);
    }

    @Test
    void callsAreRepeatedAfterServerErrors() {
        faultFirst((request, connection) -> connection.answer(Proxy.Answer.error(500, "InternalError", "oops")));

        assertEquals(Map.of(), read().failures());
        assertTrue(count("error") > 0);
    }

    @Test
    void callsAreRepeatedAfterConnectionResets() {
        faultFirst((request, connection) -> connection.reset());

        assertEquals(Map.of(), read().failures());
    }

    @Test
    void incompleteAnswersAreNotAccepted() {
        proxy.weather((request, connection) -> connection.answerHalf(connection.ask(request)));
        Reading half = read();
        assertEquals(12, half.failures().size(), () -> half.failures().toString());
        assertTrue(!half.snapshot().knowsAnything());

        proxy.weather(Weather.FAIR);
        assertEquals(Map.of(), read().failures());
    }

    @Test
    void expiredCredentialsAreReported() {
        proxy.weather((request, connection) ->
                connection.answer(Proxy.Answer.error(400, "RequestExpired", "Request has expired.")));
        assertTrue(
                read().reasons().contains("AWS does not accept these credentials (RequestExpired)"),
                () -> read().reasons().toString());
        assertEquals(0, count("refused"), "expired credentials do not count as a missing permission");

        proxy.weather(Weather.FAIR);
        assertEquals(Map.of(), read().failures());
    }

    /** EC2 refuses requests whose date differs from its own time by more than a few minutes. */
    @Test
    void aWrongClockIsCorrected() {
        Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
        proxy.clock(ahead);
        proxy.weather((request, connection) -> {
            Instant dated = SIGNED.parse(request.headers().getOrDefault("x-amz-date", ""), Instant::from);
            connection.answer(
                    request.action().startsWith("eks:")
                                    || Duration.between(dated, ahead.instant()).toMinutes() < 5
                            ? connection.ask(request)
                            : Proxy.Answer.error(400, "RequestExpired", "Request has expired."));
        });

        assertEquals(Map.of(), read().failures());
        assertTrue(count("error") > 0);
        assertEquals(0, count("refused"));
    }

    /** Twelve sequential calls would take four seconds, so the first reading makes several calls at a time. */
    @Test
    void theFirstReadingMakesSlowCallsInParallel() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        proxy.weather((request, connection) -> {
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            Thread.sleep(LATENCY.toMillis());
            underWay.decrementAndGet();
            connection.answer(connection.ask(request));
        });

        assertEquals(Map.of(), read().failures());
        assertTrue(most.get() > 1, most::toString);
        assertEquals(Set.of("ok"), outcomes.keySet());
    }

    /** Applies the fault to the first request of each action. */
    private void faultFirst(Weather fault) {
        Set<String> met = ConcurrentHashMap.newKeySet();
        proxy.weather((request, connection) ->
                (met.add(request.action()) ? fault : Weather.FAIR).befall(request, connection));
    }

    private int count(String outcome) {
        return outcomes.getOrDefault(outcome, new AtomicInteger()).get();
    }

    private Reading read() {
        return reader.read(new Wanted(
                Set.of(vpc.subnet("pods-a")),
                Set.of(),
                Set.of(vpc.nodeInstance()),
                Set.of(),
                Moto.HINTS,
                Wanted.Reservations.OF_NAMED_SUBNETS));
    }
}
