package io.eniguard.admission;

import io.eniguard.review.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An observer that records the calls that it receives. */
final class RecordedReviews implements ReviewObserver {

    private final List<String> calls = new CopyOnWriteArrayList<>();

    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void reviewed(Question question, String kind, Verdict verdict, Duration took) {
        calls.add("reviewed " + question.uid());
    }

    @Override
    public void refused(int status, String reason) {
        calls.add("refused %d %s".formatted(status, reason));
    }

    @Override
    public void late(Optional<Question> question) {
        calls.add("late " + question.map(Question::uid));
    }

    @Override
    public void failed(Optional<Question> question, Throwable failure) {
        calls.add("failed " + question.map(Question::uid) + failure.getClass().getSimpleName());
    }

    @Override
    public void unobserved(Throwable failure) {
        calls.add("unobserved " + failure.getClass().getSimpleName());
    }
}
