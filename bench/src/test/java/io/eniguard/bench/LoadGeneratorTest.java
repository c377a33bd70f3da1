package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadGeneratorTest {
    private static final List<Review> REVIEWS = List.of(
            new Review("/validate", "u-1", "{\"uid\":\"u-1\"}"), new Review("/mutate", "u-2", "{\"uid\":\"u-2\"}"));

    private final EchoServer server = new EchoServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyRequestIsAnswered(Protocol protocol) throws IOException {
        try (var generator = LoadGenerator.connect(server.endpoint(), protocol, 4)) {
            long before = generator.atFullLoad(REVIEWS, Duration.ofMillis(200)).answers();
            Measurement measurement = generator.atFullLoad(REVIEWS, Duration.ofMillis(500));
            assertEquals(0, measurement.failures().count(), measurement::toString);
            assertEquals(server.requests(), before + measurement.answers());
            assertTrue(measurement.answers() > 4, measurement::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theGivenNumberOfRequestsRunsConcurrently(Protocol protocol) throws IOException {
        server.holdUntilUnderWay(4);
        try (var generator = LoadGenerator.connect(server.endpoint(), protocol, 4)) {
            Measurement measurement = generator.atFullLoad(REVIEWS, Duration.ofMillis(200));
            assertTrue(measurement.answers() >= 4, measurement::toString);
        }
        assertEquals(4, server.mostAtOnce());
    }

    @ParameterizedTest
    @EnumSource
    void theRateIsKept(Protocol protocol) throws IOException {
        try (var generator = LoadGenerator.connect(server.endpoint(), protocol, 2)) {
            Measurement measurement = generator.atRate(REVIEWS, 100, Duration.ofMillis(500));
            assertEquals(50, measurement.answers());
            assertTrue(measurement.elapsed().compareTo(Duration.ofMillis(490)) >= 0, measurement::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStallShowsInTheLatencyOfAllDelayedRequests(Protocol protocol) throws IOException {
        server.stallOnce(Duration.ofMillis(400));
        try (var generator = LoadGenerator.connect(server.endpoint(), protocol, 1)) {
            // While the first request occupies the only lane, 40 of the 100 requests become due.
            Measurement measurement = generator.atRate(REVIEWS, 100, Duration.ofSeconds(1));
            assertEquals(100, measurement.answers());
            assertTrue(measurement.latency().p99().toMillis() >= 380, measurement::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersInChunksAreRead(Protocol protocol) throws IOException {
        server.answerInChunks();
        try (var generator = LoadGenerator.connect(server.endpoint(), protocol, 2)) {
            Measurement measurement = generator.atRate(REVIEWS, 100, Duration.ofMillis(200));
            assertEquals(20, measurement.answers(), measurement::toString);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalIsAFailureWithTheMessageOfTheServer(Protocol protocol) throws IOException {
        server.answerWith(415);
        try (var generator = LoadGenerator.connect(server.endpoint(), protocol, 2)) {
            Measurement measurement = generator.atRate(REVIEWS, 100, Duration.ofMillis(100));
            assertEquals(10, measurement.failures().count());
            assertEquals(0, measurement.answers());
            assertEquals(
                    "status 415, {\"uid\":\"u-1\"}",
                    measurement.failures().first().orElseThrow());
        }
    }

    @Test
    void anAnswerToAnotherRequestIsAFailure() throws IOException {
        List<Review> mismatched = List.of(new Review("/validate", "u-9", "{\"uid\":\"u-1\"}"));
        try (var generator = LoadGenerator.connect(server.endpoint(), Protocol.HTTP_1_1, 1)) {
            assertEquals(
                    5,
                    generator
                            .atRate(mismatched, 100, Duration.ofMillis(50))
                            .failures()
                            .count());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServerThatStopsEndsTheRun(Protocol protocol) throws IOException {
        server.dropConnectionsAtFirstRequest();
        try (var generator = LoadGenerator.connect(server.endpoint(), protocol, 1)) {
            IOException failure =
                    assertThrows(IOException.class, () -> generator.atFullLoad(REVIEWS, Duration.ofMillis(300)));
            assertTrue(failure.toString().contains("no connection is left"), failure::toString);
        }
    }

    @Test
    void aMissingServerIsReported() {
        ServerAddress gone = server.endpoint();
        server.close();
        assertThrows(IOException.class, () -> LoadGenerator.connect(gone, Protocol.HTTP_1_1, 1));
    }
}
