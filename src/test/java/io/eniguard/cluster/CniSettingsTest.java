package io.eniguard.cluster;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests which object has the settings of the VPC CNI, and which of its variables are read. */
class CniSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "apps/v1, DaemonSet, kube-system, aws-node, true",
        "apps/v1, DaemonSet, kube-system, aws-node-windows, false",
        "apps/v1, DaemonSet, default, aws-node, false",
        "apps/v1, Deployment, kube-system, aws-node, false",
        "apps.example.com/v1, DaemonSet, kube-system, aws-node, false",
        "v1, DaemonSet, kube-system, aws-node, false"
    })
    void onlyTheDaemonSetOfTheCniCounts(
            String apiVersion, String kind, String namespace, String name, boolean expected) {
        assertEquals(expected, CniSettings.isAwsNode(new ObjectId(apiVersion, kind, namespace, name)));
    }

    @Test
    void onlyTheContainerOfTheCniCounts() {
        Tree daemonSet = Tree.of(Map.of(
                "spec",
                Map.of(
                        "template",
                        Map.of(
                                "spec",
                                Map.of(
                                        "containers",
                                        List.of(
                                                container("aws-eks-nodeagent", "false"),
                                                container("aws-node", "true")))))));
        assertEquals(
                Map.of(CniVariables.PREFIX_DELEGATION, "true"),
                CniSettings.from(daemonSet).environment().values());
    }

    private static Map<String, Object> container(String name, String prefixDelegation) {
        return Map.of(
                "name",
                name,
                "env",
                List.of(Map.of("name", CniVariables.PREFIX_DELEGATION, "value", prefixDelegation)));
    }

    @Test
    void withoutADaemonSetOnlyCustomNetworkingIsAssumed() {
        CniSettings assumed = CniSettings.assumedDefaults();
        assertEquals(true, assumed.customNetworking());
        assertEquals(Optional.empty(), assumed.prefixDelegation());
        assertEquals(CniSettings.DEFAULT_KEY, assumed.labelKey());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                 | ''
                    10.0.0.0/8                         | 10.0.0.0/8
                    ' 172.16.0.0/12 ,10.1.2.3/16,'     | 10.1.0.0/16 172.16.0.0/12
                    10.0.0.0/8 192.168.0.0/16          | ''
                    192.168.0.0/33,fd00::/8,10.4.0.0/14 | 10.4.0.0/14
                    """)
    void partsThatAreNotIpv4BlocksAreIgnored(String value, String expected) {
        CniSettings settings = new CniSettings(Map.of(CniVariables.EXCLUDE_SNAT_CIDRS, value), false);
        assertEquals(
                expected,
                settings.snatExclusions().orElseThrow().blocks().stream()
                        .map(Object::toString)
                        .collect(joining(" ")));
    }
}
