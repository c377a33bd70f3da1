package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import org.junit.jupiter.api.Test;

class ClusterSerializationTest {

    @Test
    void anObjectIsReadAsATree() {
        assertInstanceOf(GenericKubernetesResource.class, event("MODIFIED", "apps/v1", "DaemonSet"));
        assertInstanceOf(GenericKubernetesResource.class, event("MODIFIED", "v1", "Node"));
    }

    @Test
    void anExpiredWatchIsRecognizedByItsStatus() {
        assertInstanceOf(Status.class, event("ERROR", "v1", "Status"));
    }

    private static Object event(String type, String apiVersion, String kind) {
        return ClusterSerialization.treesOnly(new ObjectMapper())
                .unmarshal("""
                        {"type": "%s", "object": {"apiVersion": "%s", "kind": "%s", "metadata": {}}}
                        """.formatted(type, apiVersion, kind), WatchEvent.class)
                .getObject();
    }
}
