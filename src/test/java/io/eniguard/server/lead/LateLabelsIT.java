package io.eniguard.server.lead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.cluster.ClusterNode;
import io.eniguard.envtest.RealApiServer;
import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.NodeRequests;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.localkube.KubeUser;
import io.eniguard.localkube.LocalApiServer;
import io.eniguard.tree.Tree;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the requests about nodes at a real API server. */
@RealApiServer
class LateLabelsIT {

    private static final String KEY = "k8s.amazonaws.com/eniConfig";

    private final KubeUser admin;
    private final KubernetesClient client;
    private final NodeRequests requests;

    LateLabelsIT(LocalApiServer server) throws Exception {
        this.admin = server.admin();
        this.client = admin.client();
        this.requests = new NodeRequests(new ApiRequests(client), Duration.ofSeconds(4));
    }

    @BeforeEach
    void register() throws Exception {
        admin.kubectlWithInput("""
                        apiVersion: v1
                        kind: Node
                        metadata: {name: late-request, labels: {kubernetes.io/os: linux}}
                        status: {conditions: [{type: Ready, status: 'False', message: 'cni plugin not initialized'}]}
                        """, "create", "--filename=-").orThrow();
    }

    @AfterEach
    void delete() throws Exception {
        admin.kubectl("delete", "node", "late-request");
        client.close();
    }

    @Test
    void theNodeIsReadWithItsConditions() throws Exception {
        assertTrue(ClusterNode.from(requests.read("late-request").orElseThrow()).lacksNetwork());
        assertTrue(requests.read("late-absent").isEmpty());
    }

    @Test
    void aNodeThatHasChangedSinceItWasReadIsNotTouched() throws Exception {
        Tree read = requests.read("late-request").orElseThrow();
        admin.kubectl("label", "node", "late-request", "team=blue").orThrow();

        assertTrue(assertThrows(RefusedRequestException.class, () -> requests.label(read, KEY, "us-west-2a"))
                .isConflict());

        requests.label(requests.read("late-request").orElseThrow(), KEY, "us-west-2a");
        Tree labels = requests.read("late-request").orElseThrow().at("metadata", "labels");
        assertEquals("us-west-2a", labels.text(KEY).orElse(""));
        assertEquals("blue", labels.text("team").orElse(""));
    }
}
