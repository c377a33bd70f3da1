package io.eniguard.admission;

import io.eniguard.review.Verdict;
import java.time.Duration;
import java.util.Optional;

/** Passes all calls on to another observer and catches its exceptions, so that a failing metric or log never prevents an answer. */
record GuardedObserver(ReviewObserver observer) implements ReviewObserver {

    @Override
    public void reviewed(Question question, String kind, Verdict verdict, Duration took) {
        guarded(() -> observer.reviewed(question, kind, verdict, took));
    }

    @Override
    public void refused(int status, String reason) {
        guarded(() -> observer.refused(status, reason));
    }

    @Override
    public void late(Optional<Question> question) {
        guarded(() -> observer.late(question));
    }

    @Override
    public void failed(Optional<Question> question, Throwable failure) {
        guarded(() -> observer.failed(question, failure));
    }

    @Override
    public void unobserved(Throwable failure) {
        try {
            observer.unobserved(failure);
        } catch (Throwable again) { // the log does not work either
            failure.addSuppressed(again);
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) { // an error must not prevent the answer
            unobserved(failure);
        }
    }
}
