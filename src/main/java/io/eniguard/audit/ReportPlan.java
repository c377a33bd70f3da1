package io.eniguard.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Distributes the results about one kind over report objects. A result stays in its report object while it exists, so that a change of one
 * finding changes one report object. New results fill the gaps. If the reports have become mostly empty, all results are distributed anew.
 */
public final class ReportPlan {

    public static final int MOST_RESULTS = 500;
    public static final int MOST_BYTES = 512 << 10;

    /** The bytes of a report object without results, rounded up generously. */
    private static final int FRAME_BYTES = 4 << 10;

    private final String base;
    private final Instant now;
    private final int mostBytes;
    private final Map<String, Shard> shards = new LinkedHashMap<>();

    private ReportPlan(String base, Instant now, int mostBytes) {
        this.base = base;
        this.now = now;
        this.mostBytes = mostBytes;
    }

    private final class Shard {
        private final List<ResultDigest> results = new ArrayList<>();
        private int bytes = FRAME_BYTES;
        private long passing;

        boolean hasRoom(ResultDigest result) {
            return results.size() < MOST_RESULTS && bytes + result.bytes() + 1 <= mostBytes;
        }

        void add(ResultDigest result) {
            results.add(result);
            bytes += result.bytes() + 1;
        }
    }

    /**
     * Returns the report objects that describe the cluster. A result that has not changed keeps its timestamp. Old reports that are not
     * returned can be deleted.
     *
     * @param base the name of the first report object, such as {@code eniguard-nodes}
     * @param old the report objects about the kind that exist now
     * @param results the results of the audit; their timestamps are not used
     * @param unjudged the uids of objects that could not be judged. Their old results stay as they are.
     * @param passing the number of objects without findings
     * @param mostBytes the largest size of a report object in JSON; {@link #MOST_BYTES} unless the API server accepts less
     */
    public static List<ReportShard> of(
            String base,
            Collection<ReportShard> old,
            Collection<ResultDigest> results,
            Set<String> unjudged,
            long passing,
            Instant now,
            int mostBytes) {
        ReportPlan kept = new ReportPlan(base, now, mostBytes);
        kept.distribute(old, results, unjudged);
        if (kept.isScattered()) {
            kept.repack();
        }
        kept.count(passing, old);
        return kept.shards.entrySet().stream()
                .map(entry -> new ReportShard(entry.getKey(), entry.getValue().results, entry.getValue().passing))
                .toList();
    }

    /** Returns whether the reports are mostly empty, or the first one would disappear, although others remain. */
    private boolean isScattered() {
        long results = 0;
        long bytes = 0;
        for (Shard shard : shards.values()) {
            results += shard.results.size();
            bytes += shard.bytes;
        }
        long needed = Math.max(1, Math.max(quotient(results, MOST_RESULTS), quotient(bytes, mostBytes)));
        return shards.size() > 2 * needed || !shards.containsKey(base);
    }

    private static long quotient(long all, long each) {
        return (all + each - 1) / each;
    }

    private void distribute(Collection<ReportShard> old, Collection<ResultDigest> results, Set<String> unjudged) {
        Map<String, ResultDigest> open = new LinkedHashMap<>();
        results.forEach(result -> open.put(result.id(), result));
        List<ReportShard> sorted = old.stream()
                .sorted(Comparator.comparingInt(
                                (ReportShard shard) -> shard.name().length())
                        .thenComparing(ReportShard::name))
                .toList();
        List<ResultDigest> displaced = new ArrayList<>();
        for (ReportShard shard : sorted) {
            for (ResultDigest result : shard.results()) {
                ResultDigest current = open.remove(result.id());
                if (current != null) {
                    keep(shard.name(), current.since(since(current, result)), displaced);
                } else if (unjudged.contains(result.uid())) {
                    keep(shard.name(), result, displaced);
                }
            }
        }
        displaced.forEach(this::place);
        open.values().forEach(result -> place(result.since(now.getEpochSecond())));
        if (shards.isEmpty()) {
            shards.put(base, new Shard());
        }
    }

    private long since(ResultDigest current, ResultDigest old) {
        return current.content().equals(old.content()) ? old.since() : now.getEpochSecond();
    }

    private void keep(String name, ResultDigest result, List<ResultDigest> displaced) {
        Shard shard = shards.computeIfAbsent(name, unknown -> new Shard());
        if (shard.hasRoom(result)) {
            shard.add(result);
        } else {
            displaced.add(result);
        }
    }

    private void place(ResultDigest result) {
        int number = 0;
        while (true) {
            Shard shard = shards.computeIfAbsent(number == 0 ? base : base + "-" + number, unknown -> new Shard());
            if (shard.hasRoom(result) || shard.results.isEmpty()) {
                shard.add(result);
                return;
            }
            number++;
        }
    }

    private void repack() {
        List<ResultDigest> all = shards.values().stream()
                .flatMap(shard -> shard.results.stream())
                .toList();
        shards.clear();
        all.forEach(this::place);
    }

    /**
     * Distributes the number of passing objects. Each report keeps its old number as far as possible. The difference goes to a report that
     * changes anyway, since a finding often disappears because its object passes now.
     */
    private void count(long passing, Collection<ReportShard> old) {
        Set<String> unchanged = new HashSet<>();
        long rest = passing;
        for (ReportShard shard : old) {
            Shard kept = shards.get(shard.name());
            if (kept != null) {
                kept.passing = Math.min(shard.passing(), rest);
                rest -= kept.passing;
                if (kept.results.equals(shard.results())) {
                    unchanged.add(shard.name());
                }
            }
        }
        if (rest > 0) {
            shards.entrySet().stream()
                    .filter(entry -> !unchanged.contains(entry.getKey()))
                    .findFirst()
                    .or(() -> shards.entrySet().stream().findFirst())
                    .orElseThrow()
                    .getValue()
                    .passing += rest;
        }
    }
}
