package io.eniguard.kube;

import io.eniguard.tree.Tree;
import java.io.IOException;
import java.time.Duration;

/** Reads and writes one object, whose name is known. Each request has a deadline. */
public final class NamedObject {

    private static final int CREATED = 201;

    private final ApiRequests requests;
    private final String collection;
    private final String name;
    private final Duration limit;

    /**
     * @param collection the absolute path of the objects of this kind, such as {@code /api/v1/namespaces/eniguard/secrets}
     * @param limit the time limit of each request
     */
    public NamedObject(ApiRequests requests, String collection, String name, Duration limit) {
        this.requests = requests;
        this.collection = collection;
        this.name = name;
        this.limit = limit;
    }

    public String name() {
        return name;
    }

    /**
     * Reads the object.
     *
     * @return the answer, which contains the object or reports that it is absent
     * @throws IOException if there is no answer, or another error
     */
    public KubeApi.Answer read() throws IOException {
        KubeApi.Answer answer = requests.get(collection + "/" + name, limit);
        if (answer.isOk() || answer.isAbsent()) {
            return answer;
        }
        throw RefusedRequestException.of(answer);
    }

    /**
     * Creates the object, and returns it as it was created.
     *
     * @throws IOException if the object exists by now, if a permission is missing, or if there is no answer
     */
    public Tree create(Tree object) throws IOException {
        return successful(requests.create(collection, object, limit));
    }

    /**
     * Replaces the object, and returns the new one.
     *
     * @param object the new object with the version that was read
     * @throws IOException if the object has changed since it was read, if a permission is missing, or if there is no answer
     */
    public Tree replace(Tree object) throws IOException {
        return successful(requests.replace(collection + "/" + name, object, limit));
    }

    private static Tree successful(KubeApi.Answer answer) throws RefusedRequestException {
        if (answer.isOk() || answer.status() == CREATED) {
            return answer.body();
        }
        throw RefusedRequestException.of(answer);
    }
}
