package io.eniguard.admission;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Collects a request's body within limits of size, time and memory. It reports exactly one of the two outcomes, once, on the request's
 * event loop. Data that arrives afterwards is discarded.
 */
final class BodyCollector {

    /** How long a refused client may continue to send, so that it gets to read the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Budgets budgets;
    private final Consumer<CollectedBody> whenComplete;
    private final Consumer<Refusal> whenRefused;
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private BodyBudget.Charge charge;
    private long timer;
    private boolean done;

    /** @param limits the limits that the two budgets enforce */
    record Budgets(ReviewLimits limits, BodyBudget small, BodyBudget large) {

        static Budgets of(ReviewLimits limits) {
            return new Budgets(limits, new BodyBudget(limits.smallBytes()), new BodyBudget(limits.largeBytes()));
        }
    }

    private BodyCollector(
            Vertx vertx,
            HttpServerRequest request,
            Budgets budgets,
            Consumer<CollectedBody> whenComplete,
            Consumer<Refusal> whenRefused) {
        this.vertx = vertx;
        this.request = request;
        this.budgets = budgets;
        this.whenComplete = whenComplete;
        this.whenRefused = whenRefused;
        Context context = vertx.getOrCreateContext();
        this.charge = budgets.small().open(() -> context.runOnContext(now -> refuse(Refusal.BUSY)));
    }

    static void collect(
            Vertx vertx,
            HttpServerRequest request,
            Budgets budgets,
            Consumer<CollectedBody> whenComplete,
            Consumer<Refusal> whenRefused) {
        new BodyCollector(vertx, request, budgets, whenComplete, whenRefused).start();
    }

    private void start() {
        timer = vertx.setTimer(ReviewLimits.BODY.toMillis(), fired -> refuse(Refusal.TOO_SLOW));
        request.handler(this::add);
        request.endHandler(ended -> complete());
        request.exceptionHandler(broken -> abandon());
        if (declaredLength() > budgets.limits().bodyBytes()) {
            refuse(Refusal.tooLarge(budgets.limits()));
        } else if (!charge.reserveIncoming(0)) {
            refuse(Refusal.BUSY);
        }
    }

    private long declaredLength() {
        String length = request.getHeader("Content-Length");
        return length == null || !length.matches("[0-9]{1,18}") ? 0 : Long.parseLong(length);
    }

    private void add(Buffer chunk) {
        if (done) {
            return;
        }
        int length = body.size() + chunk.length();
        if (length > budgets.limits().bodyBytes()) {
            refuse(Refusal.tooLarge(budgets.limits()));
        } else if (!hasRoomFor(length)) {
            refuse(Refusal.BUSY);
        } else {
            body.writeBytes(chunk.getBytes());
        }
    }

    /**
     * Charges further bytes of the body. Once the body is no longer small, it is charged to the budget of the large bodies, so that large
     * bodies never keep out small ones.
     */
    private boolean hasRoomFor(int length) {
        boolean outgrows = length > ReviewLimits.SMALL_BODY_BYTES && body.size() <= ReviewLimits.SMALL_BODY_BYTES;
        if (outgrows) {
            charge.release();
            Context context = vertx.getOrCreateContext();
            charge = budgets.large().open(() -> context.runOnContext(now -> refuse(Refusal.BUSY)));
        }
        return charge.reserveIncoming(length);
    }

    private void complete() {
        if (done) {
            return;
        }
        if (!charge.reserveJudging(body.size())) {
            refuse(Refusal.BUSY);
            return;
        }
        byte[] bytes;
        try {
            bytes = body.toByteArray();
        } catch (OutOfMemoryError e) {
            refuse(Refusal.NO_MEMORY);
            return;
        }
        finish();
        forget();
        whenComplete.accept(new CollectedBody(bytes, charge));
    }

    private void refuse(Refusal refusal) {
        if (!done) {
            abandon();
            whenRefused.accept(refusal);
            vertx.setTimer(PATIENCE.toMillis(), fired -> endUnlessEnded());
        }
    }

    /** Ends a request that is still sending. Over HTTP/2, other requests share the connection, so only the request is reset. */
    private void endUnlessEnded() {
        if (request.isEnded()) {
            return;
        }
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }

    private void abandon() {
        if (!done) {
            finish();
            charge.release();
            forget();
        }
    }

    /** Drops the body, since the request may stay in memory long after its body is needed. */
    private void forget() {
        body = new ByteArrayOutputStream(0);
    }

    private void finish() {
        done = true;
        vertx.cancelTimer(timer);
    }
}
