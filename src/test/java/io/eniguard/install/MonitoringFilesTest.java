package io.eniguard.install;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that each alert and each panel has all the information that its reader needs. */
class MonitoringFilesTest {

    private final Monitoring monitoring;

    MonitoringFilesTest() throws IOException {
        this.monitoring = Monitoring.read();
    }

    @Test
    void eachAlertHasADurationASeverityAndADescription() {
        assertFalse(monitoring.alerts().isEmpty());
        assertAll(monitoring.alerts().stream().map(alert -> () -> {
            String name = alert.path("alert").asText();
            assertTrue(alert.path("for").asText().matches("[1-9][0-9]*m"), name);
            assertTrue(
                    Set.of("critical", "warning", "info")
                            .contains(alert.at("/labels/severity").asText()),
                    name);
            assertFalse(alert.at("/annotations/summary").asText().isBlank(), name);
            assertTrue(alert.at("/annotations/description").asText().length() > 80, name);
        }));
        assertEquals(
                monitoring.alerts().size(),
                monitoring
                        .alertExpressions()
                        .map(Monitoring.Expression::name)
                        .distinct()
                        .count());
    }

    /** kubectl refuses a request for two resources if the cluster has only one of them, and most clusters have one kind of reports. */
    @Test
    void noCommandNeedsBothKindsOfReports() {
        assertAll(monitoring.alerts().stream().map(alert -> () -> {
            String description = alert.at("/annotations/description").asText();
            assertFalse(description.matches("(?s).*reports,\\S.*"), description);
        }));
    }

    @Test
    void panelsDoNotOverlap() {
        Set<String> taken = new HashSet<>();
        for (JsonNode panel : monitoring.panels()) {
            JsonNode at = panel.path("gridPos");
            for (int x = at.path("x").asInt();
                    x < at.path("x").asInt() + at.path("w").asInt();
                    x++) {
                for (int y = at.path("y").asInt();
                        y < at.path("y").asInt() + at.path("h").asInt();
                        y++) {
                    assertTrue(x < 24 && taken.add(x + "," + y), panel.path("title")::asText);
                }
            }
        }
        assertFalse(taken.isEmpty());
    }
}
