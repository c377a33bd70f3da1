package io.eniguard.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.kubernetes.client.KubernetesClientObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Makes the Kubernetes client read events as plain trees. By default, the client first converts each event to a typed object, which nothing
 * uses. For the first DaemonSet, this conversion blocks an event loop and its reviews for seconds. For each heartbeat of a node, it wastes
 * CPU time.
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
