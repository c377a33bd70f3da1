package io.eniguard.admission;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;

/**
 * Sends answers and refusals. Every refusal is reported to the observer. If an answer cannot be sent, the request is cut off, so that the
 * caller does not wait until its timeout. No method throws an exception. Safe for use by several event loops.
 */
final class Replies {

    private final ReviewObserver observer;
    private final RefusalBodies bodies;

    /** @param observer an observer that throws no exceptions */
    Replies(ReviewObserver observer, RefusalBodies bodies) {
        this.observer = observer;
        this.bodies = bodies;
    }

    void send(HttpServerRequest request, ReviewResult result) {
        if (result.refusal().isPresent()) {
            refuse(request, result.refusal().get());
        } else {
            guarded(request, () -> {
                HttpServerResponse response = request.response();
                if (!response.closed()) {
                    response.putHeader("Content-Type", RequestHead.JSON).end(result.answer());
                }
            });
        }
    }

    void refuse(HttpServerRequest request, Refusal refusal) {
        observer.refused(refusal.status(), refusal.reason());
        guarded(request, () -> write(request, refusal));
    }

    /** Refuses a request that caused an exception. */
    void fail(HttpServerRequest request, Throwable failure) {
        observer.failed(Optional.empty(), failure);
        refuse(request, Refusal.of(failure));
    }

    private void write(HttpServerRequest request, Refusal refusal) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(refusal.status()).putHeader("Content-Type", RequestHead.JSON);
        if (refusal.equals(Refusal.NOT_POST)) {
            response.putHeader("Allow", "POST");
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            // Over HTTP/2, an answer to HEAD must be ended without a body.
            response.end();
        } else {
            response.end(bodies.of(refusal));
        }
    }

    private void guarded(HttpServerRequest request, Runnable step) {
        try {
            step.run();
        } catch (Throwable failure) { // no other code can answer the request
            observer.failed(Optional.empty(), failure);
            cutOff(request);
        }
    }

    /** Ends a request without an answer. Over HTTP/2, only the request is reset, since other requests use the same connection. */
    static void cutOff(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            request.response().reset();
        } else {
            request.connection().close();
        }
    }
}
