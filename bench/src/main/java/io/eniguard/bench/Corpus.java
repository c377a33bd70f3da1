package io.eniguard.bench;

import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * AdmissionReviews as the API server of one cluster would send them, and the files that describe this cluster to a server: 5,000 nodes,
 * 300 subnets and 60 ENIConfigs. Each review must be allowed without a warning, and new nodes must get a label. The same seed gives the
 * same bytes.
 */
public final class Corpus {
    /** The number of different reviews. The number is large enough that no cache of recent reviews can answer them. */
    static final int REVIEWS = 256;

    private final JsonBuilderFactory json = Json.createBuilderFactory(Map.of());
    private final Envelope eniConfigs =
            Envelope.of(json, "crd.k8s.amazonaws.com", "v1alpha1", "ENIConfig", "eniconfigs");
    private final Envelope nodes = Envelope.of(json, "", "v1", "Node", "nodes");
    private final Fleet fleet;
    private final long seed;

    public Corpus(long seed) {
        this.seed = seed;
        fleet = new Fleet(seed);
    }

    /** The answers of EC2 about the fleet and about the other objects in its VPC. */
    LargeVpc largeVpc() {
        return new LargeVpc(fleet, new Ids(seed + 1));
    }

    /** The files that describe the fleet to a server. */
    public FleetFiles files() {
        return new FleetFiles(json, fleet, seed);
    }

    public List<Review> reviews(Workload workload) {
        var ids = new Ids(seed + workload.title().hashCode());
        return IntStream.range(0, REVIEWS)
                .mapToObj(number -> switch (workload) {
                    case ENICONFIGS -> eniConfig(number, ids);
                    case NODES -> node(number, ids);
                    case NODE_UPDATES -> nodeUpdate(number, ids);
                })
                .toList();
    }

    private Review eniConfig(int number, Ids ids) {
        var shape = new EniConfigJson(json, fleet);
        List<Fleet.PodNetwork> networks = fleet.podNetworks();
        Fleet.PodNetwork network = networks.get(number / 2 % networks.size());
        String path = Workload.ENICONFIGS.path();
        JsonObject user = user("kubernetes-admin", "system:masters");
        String uid = ids.uid();
        JsonObject was = shape.object(network, uid, "r41");
        JsonObject is = shape.object(network, uid, "r42");
        return number % 2 == 0
                ? eniConfigs.create(path, ids.uid(), user, is)
                : eniConfigs.update(path, ids.uid(), user, is, was);
    }

    private Review node(int number, Ids ids) {
        Fleet.Host host = fleet.newcomer(ids, number);
        return nodes.create(
                Workload.NODES.path(),
                ids.uid(),
                user("system:node:" + host.name(), "system:nodes"),
                new NodeJson(json).registering(host, ids));
    }

    private Review nodeUpdate(int number, Ids ids) {
        Fleet.Host host = fleet.newcomer(ids, number);
        var shape = new NodeJson(json);
        JsonObject was = shape.labelled(
                shape.registering(host, ids), fleet.podNetworkOf(host).eniConfig());
        return nodes.update(
                Workload.NODE_UPDATES.path(),
                ids.uid(),
                user("eks:cloud-controller-manager", "system:authenticated"),
                shape.initialized(host, was),
                was);
    }

    private JsonObject user(String name, String group) {
        return json.createObjectBuilder()
                .add("username", name)
                .add("groups", json.createArrayBuilder().add(group))
                .build();
    }
}
