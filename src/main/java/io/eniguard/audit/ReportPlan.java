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
import java.util.function.ToIntFunction;

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
    private final ToIntFunction<ReportedResult> size;
    private final Map<String, Shard> shards = new LinkedHashMap<>();

    private ReportPlan(String base, Instant now, ToIntFunction<ReportedResult> size) {
        this.base = base;
        this.now = now;
        this.size = size;
    }

    private static final class Shard {
        private final List<ReportedResult> results = new ArrayList<>();
        private int bytes = FRAME_BYTES;
        private long passing;

        boolean hasRoom(int more) {
            return results.size() < MOST_RESULTS && bytes + more + 1 <= MOST_BYTES;
        }

        void add(ReportedResult result, int more) {
            results.add(result);
            bytes += more + 1;
        }
    }

    /**
     * Returns the report objects that describe the cluster. A result that has not changed keeps its old form and timestamp. Old reports
     * that are not returned can be deleted.
     *
     * @param base the name of the first report object, such as {@code eniguard-nodes}
     * @param old the report objects about the kind that exist now
     * @param unjudged the uids of objects that could not be judged. Their old results stay as they are.
     * @param passing the number of objects without findings
     * @param size returns the bytes of a result in JSON
     */
    public static List<ReportShard> of(
            String base,
            Collection<ReportShard> old,
            Collection<ReportEntry> entries,
            Set<String> unjudged,
            long passing,
            Instant now,
            ToIntFunction<ReportedResult> size) {
        ReportPlan kept = new ReportPlan(base, now, size);
        kept.distribute(old, entries, unjudged);
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
        long results = shards.values().stream()
                .mapToLong(shard -> shard.results.size())
                .sum();
        long needed = Math.max(1, (results + MOST_RESULTS - 1) / MOST_RESULTS);
        return shards.size() > 2 * needed || !shards.containsKey(base);
    }

    private void distribute(Collection<ReportShard> old, Collection<ReportEntry> entries, Set<String> unjudged) {
        Map<String, ReportEntry> open = new LinkedHashMap<>();
        entries.forEach(entry -> open.put(entry.resultId(), entry));
        List<ReportShard> sorted = old.stream()
                .sorted(Comparator.comparingInt(
                                (ReportShard shard) -> shard.name().length())
                        .thenComparing(ReportShard::name))
                .toList();
        List<ReportedResult> displaced = new ArrayList<>();
        for (ReportShard shard : sorted) {
            for (ReportedResult result : shard.results()) {
                ReportEntry entry = open.remove(result.id());
                if (entry != null) {
                    keep(shard.name(), current(result, entry), displaced);
                } else if (unjudged.contains(result.uid())) {
                    keep(shard.name(), result, displaced);
                }
            }
        }
        displaced.forEach(this::place);
        open.values().forEach(entry -> place(new ReportedResult(entry.toTree(now))));
        if (shards.isEmpty()) {
            shards.put(base, new Shard());
        }
    }

    private ReportedResult current(ReportedResult result, ReportEntry entry) {
        ReportedResult fresh = new ReportedResult(entry.toTree(now));
        return fresh.isSame(result) ? result : fresh;
    }

    private void keep(String name, ReportedResult result, List<ReportedResult> displaced) {
        int bytes = size.applyAsInt(result);
        Shard shard = shards.computeIfAbsent(name, unknown -> new Shard());
        if (shard.hasRoom(bytes)) {
            shard.add(result, bytes);
        } else {
            displaced.add(result);
        }
    }

    private void place(ReportedResult result) {
        int bytes = size.applyAsInt(result);
        int number = 0;
        while (true) {
            Shard shard = shards.computeIfAbsent(number == 0 ? base : base + "-" + number, unknown -> new Shard());
            if (shard.hasRoom(bytes) || shard.results.isEmpty()) {
                shard.add(result, bytes);
                return;
            }
            number++;
        }
    }

    private void repack() {
        List<ReportedResult> all = shards.values().stream()
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
