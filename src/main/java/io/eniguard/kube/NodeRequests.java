package io.eniguard.kube;

import io.eniguard.tree.Tree;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads nodes, and sets labels of nodes. Each request has a deadline. */
public final class NodeRequests {

    private static final String PATH = "/api/v1/nodes/";

    private final ApiRequests requests;
    private final Duration limit;

    /** @param limit the time limit of each request */
    public NodeRequests(ApiRequests requests, Duration limit) {
        this.requests = requests;
        this.limit = limit;
    }

    /** Returns the node as it is now; empty if there is no such node. */
    public Optional<Tree> read(String name) throws NoAnswerException, RefusedRequestException {
        KubeApi.Answer answer = requests.get(PATH + name, limit);
        if (answer.isAbsent()) {
            return Optional.empty();
        } else if (!answer.isOk()) {
            throw RefusedRequestException.of(answer);
        }
        return Optional.of(answer.body());
    }

    /**
     * Sets a label if the node has not changed at all since it was read.
     *
     * @param node the node as it was read
     * @throws RefusedRequestException if the API server refuses the request, for example because the node has changed or has been deleted
     */
    public void label(Tree node, String key, String value) throws NoAnswerException, RefusedRequestException {
        String name = node.text("metadata", "name").orElse("");
        String version = node.text("metadata", "resourceVersion").orElse("");
        KubeApi.Answer answer = requests.merge(
                PATH + name + "?fieldManager=eniguard",
                new Tree(Map.of("metadata", Map.of("resourceVersion", version, "labels", Map.of(key, value)))),
                limit);
        if (!answer.isOk()) {
            throw RefusedRequestException.of(answer);
        }
    }
}
