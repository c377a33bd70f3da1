package io.eniguard.kube;

import io.eniguard.tree.Tree;
import java.time.Duration;
import java.util.Map;

/** Writes the status of policies. Each request has a deadline. */
public final class PolicyRequests {

    private static final String PATH = "/apis/eniguard.io/v1alpha1/customnetworkingpolicies/";

    private final ApiRequests requests;
    private final Duration limit;

    /** @param limit the time limit of each request */
    public PolicyRequests(ApiRequests requests, Duration limit) {
        this.requests = requests;
        this.limit = limit;
    }

    /**
     * Writes the status if the policy has not changed since it was read. Does nothing if the policy has been deleted.
     *
     * @param policy the policy as it was read
     * @throws RefusedRequestException if the API server refuses the request, for example because the policy has changed
     */
    public void writeStatus(Tree policy, Tree status) throws NoAnswerException, RefusedRequestException {
        String name = policy.text("metadata", "name").orElse("");
        String version = policy.text("metadata", "resourceVersion").orElse("");
        KubeApi.Answer answer = requests.merge(
                PATH + name + "/status",
                new Tree(Map.of("metadata", Map.of("resourceVersion", version), "status", status.fields())),
                limit);
        if (!answer.isOk() && !answer.isAbsent()) {
            throw RefusedRequestException.of(answer);
        }
    }
}
