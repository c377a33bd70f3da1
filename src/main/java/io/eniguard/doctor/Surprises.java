package io.eniguard.doctor;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Collects exceptions that nobody foresaw. Each costs the report one subject. Safe for use by several threads. */
final class Surprises {

    private final List<RuntimeException> all = new CopyOnWriteArrayList<>();

    Gap gap(RuntimeException surprise) {
        all.add(surprise);
        return Gap.other(
                "the answer could not be used (%s)"
                        .formatted(surprise.getClass().getSimpleName()),
                "report it with what the same command prints under ENIGUARD_DEBUG=1");
    }

    /** The judgement, or an unknown where it fails. */
    Result judged(String subject, Supplier<Result> judgement) {
        try {
            return judgement.get();
        } catch (RuntimeException e) {
            return Result.unknown(subject, gap(e));
        }
    }

    List<RuntimeException> all() {
        return List.copyOf(all);
    }
}
