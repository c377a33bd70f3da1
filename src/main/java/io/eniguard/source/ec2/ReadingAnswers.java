package io.eniguard.source.ec2;

import io.eniguard.aws.CallFailedException;
import io.eniguard.aws.CallFailure;
import io.eniguard.aws.FailureKind;
import io.eniguard.vpc.Part;
import io.eniguard.vpc.Resource;
import io.eniguard.vpc.VpcSnapshotBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Collects the answers to the calls of a reading. This class is not safe for use by several threads. */
final class ReadingAnswers {

    private final VpcSnapshotBuilder builder;
    private final ExecutorService threads;
    private final long end;
    private final Map<Part<?>, CallFailure> failures = new HashMap<>();

    /**
     * @param threads the threads that make the calls
     * @param limit the time to wait for all answers together, measured from now
     */
    ReadingAnswers(VpcSnapshotBuilder builder, ExecutorService threads, Duration limit) {
        this.builder = builder;
        this.threads = threads;
        this.end = System.nanoTime() + limit.toNanos();
    }

    <T> Future<T> start(Callable<T> call) {
        return threads.submit(call);
    }

    /** Waits for an answer, and sets the part. */
    <T> void take(Part<T> part, Future<T> answer) throws InterruptedException {
        await(part, answer).ifPresent(value -> builder.with(part, value));
    }

    /** Waits for an answer, and sets a part that is a map. */
    <T extends Resource> void takeById(Part<Map<String, T>> part, Future<List<T>> answer) throws InterruptedException {
        await(part, answer).ifPresent(all -> builder.with(part, all));
    }

    /** Waits for an answer. If the call failed, the failure is recorded for the part, and the result is empty. */
    <T> Optional<T> await(Part<?> part, Future<T> answer) throws InterruptedException {
        try {
            return Optional.of(answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            failed(
                    CallFailure.of(FailureKind.TIMEOUT, "not all %s were read in time".formatted(part.words())),
                    List.of(part));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CallFailedException failed) {
                failed(failed.failure(), List.of(part));
            } else {
                throw new IllegalStateException(e.getCause());
            }
        }
        return Optional.empty();
    }

    /** Records why parts are missing. */
    void failed(CallFailure failure, List<Part<?>> parts) {
        for (Part<?> part : parts) {
            failures.put(part, failure);
            builder.trouble(part, failure.reason());
        }
    }

    /** Records that calls were skipped because the call for another part failed. */
    void skipped(List<Part<?>> parts, Part<?> failed) {
        failed(Objects.requireNonNull(failures.get(failed)), parts);
    }

    Reading result() {
        return new Reading(builder.build(), failures);
    }
}
