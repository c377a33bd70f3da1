package io.eniguard.doctor;

import io.eniguard.aws.CallFailedException;
import io.eniguard.kube.NoAnswerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Asks AWS and the API server all questions at the same time. A question without a usable answer becomes a reply with a gap. A future fails
 * only if eniguard has a bug.
 */
final class Questions {

    private final Executor threads;
    private final Advice advice;

    Questions(Executor threads, Advice advice) {
        this.threads = threads;
        this.advice = advice;
    }

    Executor threads() {
        return threads;
    }

    Advice advice() {
        return advice;
    }

    /** Asks one question, and waits for the answer. */
    interface Query<T> {
        Reply<T> reply() throws NoAnswerException, CallFailedException;
    }

    /** Asks a follow-up question, which needs the answer to an earlier question, and waits for the answer to the follow-up. */
    interface FollowUp<S, T> {
        Reply<T> reply(S earlier) throws NoAnswerException, CallFailedException;
    }

    <T> CompletableFuture<Reply<T>> ask(Query<T> query) {
        return CompletableFuture.supplyAsync(() -> reply(query), threads);
    }

    /** Asks the follow-up as soon as the earlier question has an answer. If the earlier question has a gap, the reply has the same gap. */
    <S, T> CompletableFuture<Reply<T>> after(CompletableFuture<Reply<S>> earlier, FollowUp<S, T> followUp) {
        return earlier.thenApplyAsync(
                reply -> reply.fold(value -> reply(() -> followUp.reply(value)), Reply::missing), threads);
    }

    private <T> Reply<T> reply(Query<T> query) {
        try {
            return query.reply();
        } catch (NoAnswerException e) {
            return Reply.missing(advice.gap(e));
        } catch (CallFailedException e) {
            return Reply.missing(advice.gap(e.failure()));
        }
    }
}
