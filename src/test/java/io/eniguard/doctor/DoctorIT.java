package io.eniguard.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Tests {@code doctor} in a separate process with an installation that works. */
@InstalledEniguard
class DoctorIT {

    private final InstalledCluster cluster;

    DoctorIT(InstalledCluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void aHealthyInstallationHasNoProblems() throws Exception {
        Examination run = Examination.of(cluster.environment(), "--fail-on", "unknown");
        run.assertExitCode(0);
        assertEquals("", run.run().err());
        assertTrue(
                run.out().endsWith("14 subjects: 14 fine, 0 with problems, 0 with warnings, 0 unknown\n"),
                run::toString);
    }

    @Test
    void jsonIsOneDocumentWithoutSecrets() throws Exception {
        Examination run = Examination.of(cluster.environment(), "-o", "json");
        run.assertExitCode(0);
        assertTrue(
                run.out().startsWith("{\n  \"apiVersion\": \"eniguard.io/v1alpha1\",\n  \"kind\": \"DoctorReport\",\n"),
                run::toString);
        String key = cluster.kubectl(
                "get", "secret", "eniguard-tls", "--namespace=eniguard", "--output=jsonpath={.data.tls\\.key}");
        assertFalse(run.out().contains(key.substring(0, 20)), run::toString);
        assertFalse(run.out().contains("PRIVATE"), run::toString);
    }

    @Test
    void theCommandOfAFixRepeatsTheOptions() throws Exception {
        cluster.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: node-e, labels: {topology.kubernetes.io/zone: us-west-2a, k8s.amazonaws.com/eniConfig: none}}
                """);
        try {
            Examination run = Examination.of(
                    cluster.environment(), "--cluster-name", cluster.vpc().cluster(), "--host-network-pods", "3");
            run.assertLine(
                    "problem  objects .*\n +Fix: see ./eniguard check --cluster kube --vpc ec2 --cluster-name %s --host-network-pods 3\n"
                            .formatted(cluster.vpc().cluster()));
        } finally {
            cluster.kubectl("delete", "node", "node-e");
        }
    }

    @Test
    void aZoneWithANodeAndNoEniConfigIsAWarning() throws Exception {
        cluster.apply("""
                apiVersion: v1
                kind: Node
                metadata: {name: node-d, labels: {topology.kubernetes.io/zone: us-west-2d, k8s.amazonaws.com/eniConfig: us-west-2d}}
                """);
        try {
            Examination run = Examination.of(cluster.environment(), "--fail-on", "warn");
            run.assertExitCode(1);
            run.assertLine("warning  zones +no ENIConfig serves us-west-2d, where 1 node runs");
        } finally {
            cluster.kubectl("delete", "node", "node-d");
        }
    }
}
