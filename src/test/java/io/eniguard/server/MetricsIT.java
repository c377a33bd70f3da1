package io.eniguard.server;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the metrics and the health checks of a server that reads files. */
class MetricsIT {

    private static WireServer server;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        server = WireServer.start(folder);
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.stop();
    }

    @Test
    void reviewsAreCounted() throws Exception {
        server.post("/validate", WireServer.BAD);
        String metrics = server.process().management("/q/metrics").body();
        String denied = "eniguard_reviews_total{decision=\"deny\",kind=\"ENIConfig\",operation=\"CREATE\"} ";
        assertTrue(metrics.contains(denied), metrics);
        assertFalse(metrics.contains(denied + "0.0"), metrics);
        // The series must exist before the first review; otherwise Prometheus would not see that review as an increase.
        assertTrue(metrics.contains(
                "eniguard_reviews_total{decision=\"deny\",kind=\"NodePool\",operation=\"CREATE\"} 0.0"));
        assertTrue(metrics.contains("eniguard_findings_total{action=\"deny\",rule=\"subnet-cidr\"}"));
        assertTrue(metrics.contains("eniguard_review_seconds_bucket"));
        assertTrue(metrics.contains("eniguard_eniconfig_free_addresses{eniconfig=\"us-west-2a\"} 8000"));
        assertTrue(metrics.contains("eniguard_eniconfig_nodes{eniconfig=\"us-west-2a\"}"));
        assertTrue(metrics.contains("eniguard_vpc_snapshot_age_seconds 0.0"));
    }

    @Test
    void readinessNamesItsParts() throws Exception {
        var ready =
                given().get(server.process().managementUri("/q/health/ready")).then();
        ready.statusCode(200).body("checks.name", hasItems("cluster", "vpc", "tls"));
        for (String part : List.of("cluster", "vpc", "tls")) {
            ready.body("checks.find { it.name == '%s' }.data.ageSeconds".formatted(part), greaterThanOrEqualTo(0));
        }
        assertEquals(200, server.process().management("/q/health/live").statusCode());
        assertEquals(200, server.process().management("/q/health/started").statusCode());
    }
}
