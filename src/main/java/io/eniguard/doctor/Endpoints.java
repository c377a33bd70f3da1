package io.eniguard.doctor;

import io.eniguard.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The endpoints of the Service, from its EndpointSlices.
 *
 * @param all the endpoints, one for each pod
 * @param port the port of the pods
 */
record Endpoints(List<Endpoint> all, int port) {

    static final String SUBJECT = "endpoints";

    /** The number of replicas in {@code k8s/}. With fewer replicas, no pod answers during a rollout. */
    private static final int ENOUGH = 2;

    private static final int HIGHEST_PORT = 65_535;

    Endpoints {
        all = List.copyOf(all);
    }

    /**
     * One endpoint.
     *
     * @param pod the name of the pod; empty if the endpoint is not a pod
     */
    record Endpoint(Optional<String> pod, Optional<String> node, List<String> addresses, boolean isReady) {

        /** Matches valid names. The API server does not validate names in {@code targetRef}, and the name becomes part of a URL path. */
        private static final Pattern POD_NAME = Pattern.compile("[a-z0-9][-a-z0-9.]*");

        Endpoint {
            addresses = List.copyOf(addresses);
        }

        static Endpoint from(Tree endpoint) {
            return new Endpoint(
                    endpoint.text("targetRef", "kind")
                            .filter("Pod"::equals)
                            .flatMap(pod -> endpoint.text("targetRef", "name"))
                            .filter(name -> POD_NAME.matcher(name).matches()),
                    endpoint.nonEmptyText("nodeName"),
                    endpoint.list("addresses").stream().map(String::valueOf).toList(),
                    // Kubernetes API reference, EndpointConditions: "A nil value should be interpreted as true".
                    endpoint.flag("conditions", "ready").orElse(true));
        }
    }

    /** @param slices a list of EndpointSlices */
    static Endpoints from(Tree slices) {
        List<Endpoint> all = new ArrayList<>();
        int port = Installation.PORT;
        for (Tree slice : slices.trees("items")) {
            slice.trees("endpoints").stream()
                    .map(Endpoint::from)
                    // A Service with two address families has slices for both families, which contain the same pods.
                    .filter(endpoint -> endpoint.pod().isEmpty()
                            || all.stream().map(Endpoint::pod).noneMatch(endpoint.pod()::equals))
                    .forEach(all::add);
            port = slice.trees("ports").stream()
                    .flatMap(one -> one.integer("port").stream())
                    .filter(number -> number > 0 && number <= HIGHEST_PORT)
                    .map(Long::intValue)
                    .findFirst()
                    .orElse(port);
        }
        return new Endpoints(all, port);
    }

    List<Endpoint> ready() {
        return all.stream().filter(Endpoint::isReady).toList();
    }

    /** @param webhooks the registered webhooks; a gap if they could not be read */
    Result judge(Installation installation, Reply<RegisteredWebhooks> webhooks) {
        int ready = ready().size();
        String count = "%d of %d ready behind the Service %s".formatted(ready, all.size(), installation);
        if (ready == 0) {
            return Result.problem(
                    SUBJECT,
                    "%s: %s"
                            .formatted(
                                    count,
                                    webhooks.fold(
                                            RegisteredWebhooks::effectWithoutPods,
                                            gap -> "writes of ENIConfigs are refused if the webhooks are registered")),
                    "see kubectl -n %s get pods,events".formatted(installation.namespace()));
        }
        return ready < ENOUGH
                ? Result.warning(
                        SUBJECT,
                        count + "; no pod will answer while the only ready pod is replaced",
                        "kubectl -n %s scale deployment/eniguard --replicas=%d"
                                .formatted(installation.namespace(), ENOUGH))
                : Result.ok(SUBJECT, count);
    }
}
