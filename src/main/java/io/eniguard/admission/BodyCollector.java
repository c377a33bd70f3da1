package io.eniguard.admission;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;

/**
 * Collects a request's body within limits of size, time and memory. The receiver gets either the complete body or a refusal. Data that
 * arrives after a refusal is discarded.
 */
final class BodyCollector {

    /** The time during which a refused client may continue to send, so that the client can read the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final Budgets budgets;
    private final BodyReceiver receiver;
    private ByteArrayOutputStream body = new ByteArrayOutputStream(0);
    private BodyBudget.Charge charge;
    private long timer;
    private boolean done;

    /** @param limits the limits that the collector and the two budgets enforce */
    record Budgets(ReviewLimits limits, BodyBudget small, BodyBudget large) {

        static Budgets of(ReviewLimits limits) {
            return new Budgets(limits, new BodyBudget(limits.smallBytes()), new BodyBudget(limits.largeBytes()));
        }
    }

    private BodyCollector(Vertx vertx, HttpServerRequest request, Budgets budgets, BodyReceiver receiver) {
        this.vertx = vertx;
        this.request = request;
        this.budgets = budgets;
        this.receiver = receiver;
        this.charge = openAccount(budgets.small());
    }

    static void collect(Vertx vertx, HttpServerRequest request, Budgets budgets, BodyReceiver receiver) {
        BodyCollector collector = new BodyCollector(vertx, request, budgets, receiver);
        collector.guarded(collector::start);
    }

    private BodyBudget.Charge openAccount(BodyBudget budget) {
        Context context = vertx.getOrCreateContext();
        return budget.open(() -> context.runOnContext(now -> guarded(() -> refuse(Refusal.BUSY))));
    }

    // Without this method, Vert.x would only log the failure, and the caller would wait until its timeout.
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) {
            abandon();
            charge.release();
            receiver.failed(failure);
        }
    }

    private void start() {
        timer = vertx.setTimer(ReviewLimits.BODY.toMillis(), fired -> guarded(() -> refuse(Refusal.TOO_SLOW)));
        request.handler(chunk -> guarded(() -> add(chunk)));
        request.endHandler(ended -> guarded(this::complete));
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
     * Charges the body at its new length, and returns whether there is room. A body that is no longer small is charged to the budget of
     * large bodies, so that large bodies never displace small bodies.
     */
    private boolean hasRoomFor(int length) {
        boolean outgrows = length > ReviewLimits.SMALL_BODY_BYTES && body.size() <= ReviewLimits.SMALL_BODY_BYTES;
        if (outgrows) {
            charge.release();
            charge = openAccount(budgets.large());
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
        byte[] bytes = body.toByteArray();
        finish();
        forget();
        receiver.complete(new CollectedBody(bytes, charge));
    }

    private void refuse(Refusal refusal) {
        if (!done) {
            abandon();
            receiver.refused(refusal);
            vertx.setTimer(PATIENCE.toMillis(), fired -> cutOffUnlessEnded());
        }
    }

    private void cutOffUnlessEnded() {
        if (!request.isEnded()) {
            Replies.cutOff(request);
        }
    }

    private void abandon() {
        if (!done) {
            finish();
            charge.release();
            forget();
        }
    }

    /** Drops the reference to the body, since the request may stay in memory after the body is no longer needed. */
    private void forget() {
        body = new ByteArrayOutputStream(0);
    }

    private void finish() {
        done = true;
        vertx.cancelTimer(timer);
    }
}
