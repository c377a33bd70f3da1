package io.eniguard.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures several servers by turns and takes medians, so that a machine that slows down on the way does so for all.
 *
 * @param warmUp full load on each server before the first round. A JVM on either side needs some ten seconds of it: until
 *     then the cost of encryption alone is several times what it comes to.
 * @param each how long a round is for one server
 */
public record Rounds(int count, Duration warmUp, Duration each) {

    /** Medians by name, in the order of the servers. */
    public Map<String, Measurement> atFullLoad(Map<String, LoadGenerator> servers, List<Review> reviews)
            throws IOException {
        for (LoadGenerator server : servers.values()) {
            server.atFullLoad(reviews, warmUp);
        }
        return byTurns(servers, server -> server.atFullLoad(reviews, each));
    }

    /** The same at a fixed rate; without a warm-up, since a rate brings none: to be called after {@link #atFullLoad}. */
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

    /** Puts load on a server once. */
    interface Load<T> {
        Measurement put(T server) throws IOException;
    }
}
