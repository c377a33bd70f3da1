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
 * Collects a request's body within limits of size, time and memory. Exactly one of the two outcomes is reported, once, on the request's
 * event loop. Whatever arrives afterwards is thrown away.
 */
final class BodyCollector {

    /** How long a client may go on sending after it was refused, so that it gets to read the answer. */
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

    /** @param limits of the bodies that count against the two budgets */
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
        } else if (!charge.comesIn(0)) {
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

    /** A body that outgrows the small ones counts with the large ones from then on, so that no large body shuts out small ones. */
    private boolean hasRoomFor(int length) {
        boolean outgrows = length > ReviewLimits.SMALL_BODY_BYTES && body.size() <= ReviewLimits.SMALL_BODY_BYTES;
        if (outgrows) {
            charge.release();
            Context context = vertx.getOrCreateContext();
            charge = budgets.large().open(() -> context.runOnContext(now -> refuse(Refusal.BUSY)));
        }
        return charge.comesIn(length);
    }

    private void complete() {
        if (done) {
            return;
        }
        if (!charge.isJudged(body.size())) {
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

    /** Over HTTP/2 other requests share the connection. */
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

    /** The request may live on long after its body is of no more use. */
    private void forget() {
        body = new ByteArrayOutputStream(0);
    }

    private void finish() {
        done = true;
        vertx.cancelTimer(timer);
    }
}
