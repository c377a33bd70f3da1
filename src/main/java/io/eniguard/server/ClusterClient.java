package io.eniguard.server;

import io.eniguard.input.UnreadableInputException;
import io.eniguard.kube.KubeconfigFiles;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Creates the server's Kubernetes client. This client supports more kinds of client keys than the default client of Quarkus. */
final class ClusterClient {

    private ClusterClient() {}

    /** @throws UnreadableInputException if a certificate or a key of the kubeconfig cannot be used */
    @Produces
    @Singleton
    static KubernetesClient client(Config config, KubernetesSerialization serialization)
            throws UnreadableInputException {
        return KubeconfigFiles.client(config, serialization);
    }

    static void close(@Disposes KubernetesClient client) {
        client.close();
    }
}
