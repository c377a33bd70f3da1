package io.eniguard.admission;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Collects a request's body within limits of size and time. Exactly one of the two outcomes is told, once, on the request's event
 * loop; what arrives afterwards is thrown away.
 */
final class BodyCollector {

    /** A review holds two objects of at most 3 MiB each, and some words around them. */
    static final int LIMIT_BYTES = 8 << 20;

    /** Nodes have 10 to 60 KB; an update carries two. */
    private static final int ORDINARY_BYTES = 128 << 10;

    /** API servers give up after 30 s at most and send a review in one go. */
    static final Duration LIMIT = Duration.ofSeconds(10);

    /** How long a client may go on sending after it was refused, so that it gets to read the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final BodyBudget budget;
    private final Consumer<byte[]> whenComplete;
    private final Consumer<Refusal> whenRefused;
    private final Buffer body = Buffer.buffer();
    private long timer;
    private boolean done;

    private BodyCollector(
            Vertx vertx,
            HttpServerRequest request,
            BodyBudget budget,
            Consumer<byte[]> whenComplete,
            Consumer<Refusal> whenRefused) {
        this.vertx = vertx;
        this.request = request;
        this.budget = budget;
        this.whenComplete = whenComplete;
        this.whenRefused = whenRefused;
    }

    static void collect(
            Vertx vertx,
            HttpServerRequest request,
            BodyBudget budget,
            Consumer<byte[]> whenComplete,
            Consumer<Refusal> whenRefused) {
        new BodyCollector(vertx, request, budget, whenComplete, whenRefused).start();
    }

    private void start() {
        timer = vertx.setTimer(LIMIT.toMillis(), fired -> refuse(Refusal.TOO_SLOW));
        request.handler(this::add);
        request.endHandler(ended -> complete());
        request.exceptionHandler(broken -> finish());
        if (declaredLength() > LIMIT_BYTES) {
            refuse(Refusal.TOO_LARGE);
        }
        request.resume();
    }

    private long declaredLength() {
        String length = request.getHeader("Content-Length");
        return length == null || !length.matches("[0-9]{1,18}") ? 0 : Long.parseLong(length);
    }

    private void add(Buffer chunk) {
        if (done) {
            return;
        }
        if (body.length() + chunk.length() > LIMIT_BYTES) {
            refuse(Refusal.TOO_LARGE);
        } else if (!budget.take(counted(body.length() + chunk.length()) - counted(body.length()))) {
            refuse(Refusal.BUSY);
        } else {
            body.appendBuffer(chunk);
        }
    }

    /** What is charged to the budget: the part beyond an ordinary review, so that no sender of large bodies can shut others out. */
    private static int counted(int length) {
        return Math.max(0, length - ORDINARY_BYTES);
    }

    private void complete() {
        if (!done) {
            byte[] bytes = body.getBytes();
            finish();
            whenComplete.accept(bytes);
        }
    }

    private void refuse(Refusal refusal) {
        if (!done) {
            finish();
            whenRefused.accept(refusal);
            vertx.setTimer(PATIENCE.toMillis(), fired -> closeUnlessEnded());
        }
    }

    private void closeUnlessEnded() {
        if (!request.isEnded()) {
            request.connection().close();
        }
    }

    private void finish() {
        if (!done) {
            done = true;
            vertx.cancelTimer(timer);
            budget.release(counted(body.length()));
        }
    }
}
