package io.eniguard.server;

import io.eniguard.admission.AdmissionRoutes;
import io.eniguard.review.Reviewer;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Puts the webhooks' routes in place. */
@Singleton
class Wiring {

    void mount(@Observes Router router, Vertx vertx, VpcLookUps worlds, Telemetry telemetry) {
        new AdmissionRoutes(vertx, new Reviewer(), worlds, telemetry).mount(router);
    }
}
