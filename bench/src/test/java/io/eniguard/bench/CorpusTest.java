package io.eniguard.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorpusTest {
    private static final Corpus CORPUS = new Corpus(7);
    private static final JsonObject VPC = CORPUS.files().vpc();

    @ParameterizedTest
    @EnumSource
    void everyReviewIsAUniqueAdmissionReview(Workload workload) {
        List<Review> reviews = CORPUS.reviews(workload);
        for (Review review : reviews) {
            JsonObject document = read(review.json());
            assertEquals("admission.k8s.io/v1", document.getString("apiVersion"));
            assertEquals(review.uid(), document.getJsonObject("request").getString("uid"));
            assertEquals(workload.path(), review.path());
        }
        assertEquals(
                Corpus.REVIEWS, reviews.stream().map(Review::uid).distinct().count());
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSameBytes(Workload workload) {
        List<Review> reviews = CORPUS.reviews(workload);
        assertEquals(reviews, new Corpus(7).reviews(workload));
        assertNotEquals(reviews, new Corpus(8).reviews(workload));
    }

    @Test
    void aNodeHasTwelveKilobytes() {
        for (Review review : CORPUS.reviews(Workload.NODES)) {
            between(11_800, 12_600, object(review).toString().length());
        }
    }

    @Test
    void anEniConfigHasOneAndAHalfKilobytes() {
        for (Review review : CORPUS.reviews(Workload.ENICONFIGS)) {
            between(1_350, 1_650, object(review).toString().length());
        }
    }

    @Test
    void eniConfigsNameKnownSubnetsAndGroups() {
        Set<String> subnets = ids("Subnets", "SubnetId");
        Set<String> groups = ids("SecurityGroups", "GroupId");
        for (Review review : CORPUS.reviews(Workload.ENICONFIGS)) {
            JsonObject spec = object(review).getJsonObject("spec");
            assertTrue(subnets.contains(spec.getString("subnet")), spec::toString);
            spec.getJsonArray("securityGroups")
                    .forEach(group -> assertTrue(groups.contains(text(group)), spec::toString));
        }
    }

    @Test
    void halfOfTheEniConfigsAreUpdates() {
        assertEquals(
                Corpus.REVIEWS / 2,
                CORPUS.reviews(Workload.ENICONFIGS).stream()
                        .filter(review -> request(review).getString("operation").equals("UPDATE"))
                        .count());
    }

    @Test
    void aNewNodeHasItsZoneOnlyInTheProviderId() {
        Set<String> zones = ids("AvailabilityZones", "ZoneName");
        for (Review review : CORPUS.reviews(Workload.NODES)) {
            JsonObject node = object(review);
            String zone = node.getJsonObject("spec").getString("providerID").split("/", -1)[3];
            assertTrue(zones.contains(zone), zone);
            assertTrue(node.getJsonObject("metadata").getJsonObject("labels").keySet().stream()
                    .noneMatch(label -> label.startsWith("topology") || label.equals(NodeJson.ENI_CONFIG)));
        }
    }

    @Test
    void anUpdateSetsTheZoneLabel() {
        for (Review review : CORPUS.reviews(Workload.NODE_UPDATES)) {
            JsonObject old = request(review).getJsonObject("oldObject");
            JsonObject labels = object(review).getJsonObject("metadata").getJsonObject("labels");
            String zone = labels.getString("topology.kubernetes.io/zone");
            assertEquals(zone, old.getJsonObject("spec").getString("providerID").split("/", -1)[3]);
            assertEquals(object(review).getJsonObject("status"), old.getJsonObject("status"));
            assertTrue(
                    !old.getJsonObject("metadata").getJsonObject("labels").containsKey("topology.kubernetes.io/zone"));
        }
    }

    private static void between(int least, int most, int size) {
        assertTrue(size >= least && size <= most, () -> size + " bytes");
    }

    private static Set<String> ids(String list, String key) {
        return VPC.getJsonArray(list).getValuesAs(JsonObject.class).stream()
                .map(item -> item.getString(key))
                .collect(Collectors.toSet());
    }

    private static String text(JsonValue value) {
        return ((JsonString) value).getString();
    }

    private static JsonObject object(Review review) {
        return request(review).getJsonObject("object");
    }

    private static JsonObject request(Review review) {
        return read(review.json()).getJsonObject("request");
    }

    private static JsonObject read(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
