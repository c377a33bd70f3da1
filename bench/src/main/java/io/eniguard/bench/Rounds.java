package io.eniguard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures several servers in turn and takes medians, so that a machine that slows down affects all servers.
 *
 * @param warmUp the time of full load on each server before the first round. On a JVM, the throughput after 50,000 reviews is half of the
 *     throughput after 200,000 reviews. The warm-up should therefore take half a minute or follow other reviews.
 * @param each the time of a round for one server
 */
public record Rounds(int count, Duration warmUp, Duration each) {
    static final Duration TOUCH = Duration.ofMillis(100);

    /** Returns the medians by name, in the order of the servers. */
    public Map<String, Measurement> atFullLoad(Map<String, LoadGenerator> servers, List<Review> reviews)
            throws IOException {
        // Servers keep a connection open for minutes after its first request, but only for seconds before it.
        for (LoadGenerator server : servers.values()) {
            server.atFullLoad(reviews, TOUCH);
        }
        for (LoadGenerator server : servers.values()) {
            server.atFullLoad(reviews, warmUp);
        }
        return byTurns(servers, server -> server.atFullLoad(reviews, each));
    }

    /** Measures at a fixed rate. This has no warm-up, so call it after {@link #atFullLoad}. */
    public Map<String, Measurement> atRate(Map<String, LoadGenerator> servers, List<Review> reviews, int perSecond)
            throws IOException {
        return byTurns(servers, server -> server.atRate(reviews, perSecond, each));
    }

    <T> Map<String, Measurement> byTurns(Map<String, T> servers, Load<T> load) throws IOException {
        var measured = new LinkedHashMap<String, List<Measurement>>();
        servers.keySet().forEach(name -> measured.put(name, new ArrayList<>()));
        for (int round = 0; round < count; round++) {
            for (Map.Entry<String, T> server : servers.entrySet()) {
                measured.getOrDefault(server.getKey(), List.of()).add(load.put(server.getValue()));
            }
        }
        var medians = new LinkedHashMap<String, Measurement>();
        measured.forEach((name, rounds) -> medians.put(name, Measurement.median(rounds)));
        return medians;
    }

    /** Runs load on a server once. */
    interface Load<T> {
        Measurement put(T server) throws IOException;
    }
}
