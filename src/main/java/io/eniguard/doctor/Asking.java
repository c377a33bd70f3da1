package io.eniguard.doctor;

import io.eniguard.aws.CallFailedException;
import io.eniguard.kube.NoAnswerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Asks questions at the same time. Whatever goes wrong becomes a gap in the reply, so the futures never fail: an answer in a shape that
 * nobody expected must not cost the rest of the report.
 */
final class Asking {

    private final Executor threads;
    private final Advice advice;
    private final Surprises surprises;

    Asking(Executor threads, Advice advice, Surprises surprises) {
        this.threads = threads;
        this.advice = advice;
        this.surprises = surprises;
    }

    Executor threads() {
        return threads;
    }

    Advice advice() {
        return advice;
    }

    /** Something that waits for an answer. */
    interface Work<T> {
        Reply<T> reply() throws NoAnswerException, CallFailedException;
    }

    /** Something that an earlier answer is needed for. */
    interface NextWork<S, T> {
        Reply<T> reply(S earlier) throws NoAnswerException, CallFailedException;
    }

    <T> CompletableFuture<Reply<T>> ask(Work<T> work) {
        return CompletableFuture.supplyAsync(() -> reply(work), threads);
    }

    /** Asks once the earlier question is answered. Without its answer this one has the same gap. */
    <S, T> CompletableFuture<Reply<T>> after(CompletableFuture<Reply<S>> earlier, NextWork<S, T> work) {
        return earlier.thenApplyAsync(
                reply -> reply.fold(value -> reply(() -> work.reply(value)), Reply::missing), threads);
    }

    private <T> Reply<T> reply(Work<T> work) {
        try {
            return work.reply();
        } catch (NoAnswerException e) {
            return Reply.missing(advice.gap(e));
        } catch (CallFailedException e) {
            return Reply.missing(advice.gap(e));
        } catch (RuntimeException e) {
            return Reply.missing(surprises.gap(e));
        }
    }
}
