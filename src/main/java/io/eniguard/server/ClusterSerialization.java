package io.eniguard.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Makes the Kubernetes client read events as plain trees. By default, the client also converts each event to a typed object, which eniguard
 * does not use. The conversion of the first DaemonSet blocks an event loop, and the reviews on it, for seconds. The conversion of each node
 * heartbeat wastes CPU time.
 */
final class ClusterSerialization {

    private ClusterSerialization() {}

    @Produces
    @Singleton
    static KubernetesSerialization treesOnly(@KubernetesClientObjectMapper ObjectMapper mapper) {
        KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
        // The client needs this type to recognize that a watch has expired.
        serialization.registerKubernetesResource(Status.class);
        return serialization;
    }
}
