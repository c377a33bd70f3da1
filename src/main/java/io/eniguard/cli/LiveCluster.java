package io.eniguard.cli;

import io.eniguard.input.InputProblem;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.kube.ClientFailure;
import io.eniguard.kube.KubeconfigFiles;
import io.eniguard.source.kube.ClusterList;
import io.eniguard.source.kube.ListedObjects;
import io.eniguard.tree.Place;
import io.eniguard.tree.PlacedObject;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** Reads the cluster of the kubeconfig, or the cluster that the program runs in. */
final class LiveCluster {

    /** The name of the source in messages. */
    private static final String NAME = "kube";

    private static final Place PLACE = new Place(NAME, 1);

    private LiveCluster() {}

    /** Returns whether the object comes from a live cluster. A file with the same name as this source has a longer path. */
    static boolean contains(PlacedObject object) {
        return object.place().equals(PLACE);
    }

    /** @throws UnreadableInputException if the API server cannot be reached or refuses the request */
    static ClusterObjects read() throws UnreadableInputException {
        // Only three attempts are made, since a person waits for the result.
        Config config = new ConfigBuilder(KubeconfigFiles.load())
                .withRequestRetryBackoffLimit(2)
                .build();
        try (KubernetesClient client = KubeconfigFiles.client(config)) {
            ListedObjects listed = ClusterList.read(client);
            return new ClusterObjects(
                    listed.objects().stream()
                            .map(object -> new PlacedObject(object, PLACE))
                            .toList(),
                    listed.unlisted(),
                    listed.policyTrouble());
        } catch (KubernetesClientException e) {
            throw new UnreadableInputException(List.of(new InputProblem(
                    NAME, "the cluster cannot be read: " + ClientFailure.reason(e, config.getMasterUrl()))));
        }
    }
}
