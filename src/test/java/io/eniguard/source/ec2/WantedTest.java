package io.eniguard.source.ec2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.tree.Tree;
import io.eniguard.tree.YamlReader;
import io.eniguard.tree.YamlSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WantedTest {

    @ParameterizedTest
    @CsvSource({
        "us-west-2a,              us-west-2",
        "us-gov-west-1a,          us-gov-west-1",
        "cn-northwest-1c,         cn-northwest-1",
        "us-iso-east-1b,          us-iso-east-1",
        "eusc-de-east-1a,         eusc-de-east-1",
        "us-west-2-lax-1a,        us-west-2",
        "us-east-1-wl1-bos-wlz-1, us-east-1",
        "zone-1,                  ",
        "a,                       "
    })
    void theRegionComesFromTheZoneOfTheNodes(String zone, @Nullable String region) {
        Tree node = new Tree(Map.of(
                "kind",
                "Node",
                "metadata",
                Map.of("name", "n", "labels", Map.of("topology.kubernetes.io/zone", zone))));
        assertEquals(
                Optional.ofNullable(region),
                Wanted.by(ClusterSnapshot.of(List.of(node))).region());
    }

    @ParameterizedTest
    @CsvSource({"true, OF_NAMED_SUBNETS", "false, NONE"})
    void reservationsAreReadIfNodesMayUsePrefixes(String prefixDelegation, Wanted.Reservations wanted)
            throws IOException, YamlSyntaxException {
        String daemonSet = Files.readString(Path.of("examples/cluster/aws-node.yaml"))
                .replace(
                        "ENABLE_PREFIX_DELEGATION, value: \"false\"",
                        "ENABLE_PREFIX_DELEGATION, value: \"%s\"".formatted(prefixDelegation));
        Tree awsNode = Tree.of(YamlReader.readAll(daemonSet).get(0).content());

        assertEquals(wanted, Wanted.by(ClusterSnapshot.of(List.of(awsNode))).reservations());
    }
}
