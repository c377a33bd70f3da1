package io.eniguard.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmergencySwitchTest {

    private static final Map<String, Object> OFF = Map.of("name", "emergency-off", "expression", "false");
    private static final Map<String, Object> OTHER = Map.of("name", "named-aws-node", "expression", "true");

    private static Tree configuration(Map<String, Object> annotations, Object... webhooks) {
        return new Tree(Map.of(
                "metadata", Map.of("resourceVersion", "7", "annotations", annotations), "webhooks", List.of(webhooks)));
    }

    private static Map<String, Object> webhook(Object... conditions) {
        return conditions.length == 0
                ? Map.of("name", "a.eniguard.io")
                : Map.of("name", "a.eniguard.io", "matchConditions", List.of(conditions));
    }

    @Test
    void eachWebhookGetsTheConditionBeforeItsOthers() {
        Tree patch = EmergencySwitch.off(configuration(Map.of("a", "b"), webhook(), webhook(OTHER)))
                .orElseThrow();
        assertEquals(List.of(webhook(OFF), webhook(OFF, OTHER)), patch.list("webhooks"));
        assertEquals(Optional.of("7"), patch.text("metadata", "resourceVersion"));
        assertEquals(Map.of("eniguard.io/emergency", "off"), patch.texts("metadata", "annotations"));
    }

    @Test
    void aHalfFinishedSwitchIsCompleted() {
        Map<String, Object> off = Map.of("eniguard.io/emergency", "off");
        assertEquals(Optional.empty(), EmergencySwitch.off(configuration(off, webhook(OFF))));
        assertEquals(
                List.of(webhook(OFF), webhook(OFF)),
                EmergencySwitch.off(configuration(off, webhook(OFF), webhook()))
                        .orElseThrow()
                        .list("webhooks"));
        assertEquals(
                List.of(webhook(OFF)),
                EmergencySwitch.off(configuration(Map.of(), webhook(OFF)))
                        .orElseThrow()
                        .list("webhooks"));
        assertEquals(
                List.of(webhook(), webhook(OTHER)),
                EmergencySwitch.on(configuration(Map.of(), webhook(OFF), webhook(OTHER)))
                        .orElseThrow()
                        .list("webhooks"));
    }

    @Test
    void switchedOnTheAnnotationIsRemoved() {
        Map<String, Object> off = Map.of("eniguard.io/emergency", "off");
        Tree patch = EmergencySwitch.on(configuration(off, webhook(OFF, OTHER))).orElseThrow();
        assertEquals(List.of(webhook(OTHER)), patch.list("webhooks"));
        assertEquals(true, patch.at("metadata", "annotations").keys().contains("eniguard.io/emergency"));
        assertEquals(Optional.empty(), patch.value("metadata", "annotations", "eniguard.io/emergency"));
        assertEquals(Optional.empty(), EmergencySwitch.on(configuration(Map.of(), webhook(OTHER))));
    }
}
