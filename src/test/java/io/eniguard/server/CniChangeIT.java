package io.eniguard.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.eniguard.localkube.CommandOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests that a user who changes aws-node with kubectl sees the warnings of {@code cni-change}. */
@WithGuardedCluster
class CniChangeIT {

    /** This name sorts before the names of nodes of other tests, so warnings with many nodes contain it. */
    private static final String NODE = "0-cni-change";

    private final GuardedCluster guarded;

    CniChangeIT(GuardedCluster guarded) {
        this.guarded = guarded;
    }

    @BeforeAll
    void registerNode() throws Exception {
        guarded.apply(GuardedCluster.eniConfig("us-west-2a", GuardedCluster.POD_SUBNET));
        guarded.registered(NODE);
        guarded.awaitThat(
                "the server knows the node",
                () -> setEnv("--dry-run=server", "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=false")
                        .err()
                        .contains(NODE));
    }

    @Test
    void theWarningAboutTheSwitchNamesTheNode() throws Exception {
        CommandOutput output = setEnv("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=false");
        assertTrue(output.succeeded(), output::err);
        assertTrue(
                output.err().contains("Warning: [cni-change] custom networking is turned off")
                        && output.err().contains(NODE),
                output::err);
        setEnv("AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG=true").orThrow();
    }

    @Test
    void anotherImageAloneIsReviewed() throws Exception {
        setEnv("ENABLE_PREFIX_DELEGATION=true").orThrow();
        setImage("v1.23.1").orThrow();
        CommandOutput output = setImage("v1.8.0");
        assertTrue(output.succeeded(), output::err);
        assertTrue(output.err().contains("Warning: [cni-change]"), output::err);
        assertFalse(setImage("v1.23.1").err().contains("1.8"), "the return to the newer version is a downgrade");
        setEnv("ENABLE_PREFIX_DELEGATION-").orThrow();
    }

    private CommandOutput setImage(String tag) throws IOException, InterruptedException {
        return guarded.admin()
                .kubectl(
                        "set",
                        "image",
                        "daemonset/aws-node",
                        "--namespace=kube-system",
                        "aws-node=example.com/amazon-k8s-cni:" + tag);
    }

    private CommandOutput setEnv(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("set", "env", "daemonset/aws-node", "--namespace=kube-system"));
        command.addAll(List.of(arguments));
        return guarded.admin().kubectl(command.toArray(String[]::new));
    }
}
