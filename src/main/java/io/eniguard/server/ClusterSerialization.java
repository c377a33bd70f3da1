package io.eniguard.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Has the Kubernetes client read events as plain trees. By itself it makes a typed object of each first, and throws it away: of the first
 * DaemonSet that holds up an event loop for seconds, on which reviews wait, and of each node's heartbeat it is work for nothing.
 */
final class ClusterSerialization {

    private ClusterSerialization() {}

    @Produces
    @Singleton
    static KubernetesSerialization treesOnly(@KubernetesClientObjectMapper ObjectMapper mapper) {
        KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
        // By which the client knows that a watch has expired.
        serialization.registerKubernetesResource(Status.class);
        return serialization;
    }
}
