package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetFilesTest {
    private static final FleetFiles FILES = new Corpus(7).files();
    private static final JsonObject VPC = FILES.vpc();
    private static final List<JsonObject> ITEMS =
            FILES.cluster().getJsonArray("items").getValuesAs(JsonObject.class);

    @Test
    void theFleetHasTheDocumentedSize() {
        assertEquals(5_000, items("Node").size());
        assertEquals(60, items("ENIConfig").size());
        assertEquals(300, VPC.getJsonArray("Subnets").size());
    }

    @Test
    void noTwoSubnetsOverlap() {
        List<long[]> ranges = VPC.getJsonArray("Subnets").getValuesAs(JsonObject.class).stream()
                .map(subnet -> range(subnet.getString("CidrBlock")))
                .sorted((one, other) -> Long.compare(one[0], other[0]))
                .toList();
        assertEquals(
                0,
                IntStream.range(1, ranges.size())
                        .filter(i -> ranges.get(i)[0] < ranges.get(i - 1)[1])
                        .count());
    }

    @Test
    void everyNodeIsBoundToAnEniConfigOfItsOwnZone() {
        Map<String, String> zoneOfSubnet = VPC.getJsonArray("Subnets").getValuesAs(JsonObject.class).stream()
                .collect(Collectors.toMap(
                        subnet -> subnet.getString("SubnetId"), subnet -> subnet.getString("AvailabilityZone")));
        Map<String, String> zoneOfEniConfig = items("ENIConfig").stream()
                .collect(Collectors.toMap(
                        FleetFilesTest::name,
                        config -> zoneOfSubnet.getOrDefault(
                                config.getJsonObject("spec").getString("subnet"), "none")));
        for (JsonObject node : items("Node")) {
            JsonObject labels = node.getJsonObject("metadata").getJsonObject("labels");
            assertEquals(
                    labels.getString("topology.kubernetes.io/zone"),
                    zoneOfEniConfig.get(labels.getString(NodeJson.ENI_CONFIG)),
                    () -> name(node));
        }
    }

    @Test
    void nodesAreSpreadEvenlyAndNamedOnce() {
        assertEquals(
                5_000,
                items("Node").stream().map(FleetFilesTest::name).distinct().count());
        // An even spread of 5,000 nodes over 60 ENIConfigs gives each 83 or 84.
        Map<String, Long> nodes = items("Node").stream()
                .map(node ->
                        node.getJsonObject("metadata").getJsonObject("labels").getString(NodeJson.ENI_CONFIG))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertEquals(
                60,
                nodes.values().stream()
                        .filter(count -> count == 83 || count == 84)
                        .count());
    }

    private static long[] range(String cidr) {
        String[] parts = cidr.split("[./]", -1);
        long first = 0;
        for (int i = 0; i < 4; i++) {
            first = first * 256 + Long.parseLong(parts[i]);
        }
        return new long[] {first, first + (1L << (32 - Integer.parseInt(parts[4])))};
    }

    private static String name(JsonObject object) {
        return object.getJsonObject("metadata").getString("name");
    }

    private static List<JsonObject> items(String kind) {
        return ITEMS.stream()
                .filter(item -> item.getString("kind").equals(kind))
                .toList();
    }
}
