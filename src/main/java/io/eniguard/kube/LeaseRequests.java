package io.eniguard.kube;

import java.time.Duration;
import java.util.Optional;

/** Reads and writes the lease as an object of an API server. Each request has a deadline. */
public final class LeaseRequests implements LeaseStore {

    private static final int CREATED = 201;

    private final ApiRequests requests;
    private final String namespace;
    private final String name;
    private final Duration limit;

    /** @param limit the time limit of each request */
    public LeaseRequests(ApiRequests requests, String namespace, String name, Duration limit) {
        this.requests = requests;
        this.namespace = namespace;
        this.name = name;
        this.limit = limit;
    }

    @Override
    public Optional<Lease> read() throws NoAnswerException, RefusedRequestException {
        KubeApi.Answer answer = requests.get(path() + "/" + name, limit);
        return answer.isAbsent()
                ? Optional.empty()
                : Optional.of(Lease.of(successful(answer).body()));
    }

    @Override
    public void create(Lease lease) throws NoAnswerException, RefusedRequestException {
        successful(requests.create(path(), lease.object(namespace, name), limit));
    }

    @Override
    public void replace(Lease lease) throws NoAnswerException, RefusedRequestException {
        successful(requests.replace(path() + "/" + name, lease.object(namespace, name), limit));
    }

    private String path() {
        return "/apis/coordination.k8s.io/v1/namespaces/%s/leases".formatted(namespace);
    }

    private static KubeApi.Answer successful(KubeApi.Answer answer) throws RefusedRequestException {
        if (answer.isOk() || answer.status() == CREATED) {
            return answer;
        }
        throw RefusedRequestException.of(answer);
    }
}
