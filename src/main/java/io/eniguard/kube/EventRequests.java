package io.eniguard.kube;

import io.eniguard.tree.Tree;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Creates Events of {@code events.k8s.io/v1}. Each request has a deadline. */
public final class EventRequests {

    private static final int CREATED = 201;

    /** The limits of the API server (kubernetes/kubernetes, pkg/apis/core/validation/events.go). It counts bytes. */
    private static final int MOST_NOTE_BYTES = 1024;

    private static final int MOST_BYTES = 128;

    private final ApiRequests requests;
    private final String instance;
    private final Duration limit;

    /**
     * @param instance the name of this process
     * @param limit the time limit of each request
     */
    public EventRequests(ApiRequests requests, String instance, Duration limit) {
        this.requests = requests;
        this.instance = cut(instance, MOST_BYTES);
        this.limit = limit;
    }

    /**
     * An Event of the type Warning.
     *
     * @param regarding the reference to the object, with its uid
     * @param action the action of eniguard that led to the Event, in CamelCase
     * @param reason the reason in CamelCase
     * @param note the text for people; a long text is cut
     */
    public record Warning(Map<String, String> regarding, String action, String reason, String note) {

        public Warning {
            regarding = Map.copyOf(regarding);
        }

        /** Creates an Event about a finding of the audit. */
        public Warning(Map<String, String> regarding, String reason, String note) {
            this(regarding, "Audit", reason, note);
        }

        /** Events about cluster-scoped objects must be in the namespace {@code default}. */
        private String namespace() {
            return regarding.getOrDefault("namespace", "default");
        }
    }

    /**
     * An Event of the type Normal.
     *
     * @param regarding the reference to a cluster-scoped object, with its uid
     * @param action the action of eniguard that led to the Event, in CamelCase
     * @param reason the reason in CamelCase
     * @param note the text for people; a long text is cut
     */
    public record Information(Map<String, String> regarding, String action, String reason, String note) {

        public Information {
            regarding = Map.copyOf(regarding);
        }
    }

    public void create(Warning warning, Instant now) throws NoAnswerException, RefusedRequestException {
        create(warning, "Warning", now);
    }

    public void inform(Information information, Instant now) throws NoAnswerException, RefusedRequestException {
        create(
                new Warning(information.regarding(), information.action(), information.reason(), information.note()),
                "Normal",
                now);
    }

    private void create(Warning warning, String type, Instant now) throws NoAnswerException, RefusedRequestException {
        KubeApi.Answer answer = requests.create(
                "/apis/events.k8s.io/v1/namespaces/%s/events".formatted(warning.namespace()),
                event(warning, type, now),
                limit);
        if (answer.status() != CREATED) {
            throw RefusedRequestException.of(answer);
        }
    }

    private Tree event(Warning warning, String type, Instant now) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("apiVersion", "events.k8s.io/v1");
        event.put("kind", "Event");
        event.put("metadata", Map.of("generateName", "eniguard-", "namespace", warning.namespace()));
        event.put("eventTime", Lease.microTime(now));
        event.put("reportingController", "eniguard");
        event.put("reportingInstance", instance);
        event.put("type", type);
        event.put("reason", cut(warning.reason(), MOST_BYTES));
        event.put("action", cut(warning.action(), MOST_BYTES));
        event.put("regarding", warning.regarding());
        event.put("note", cut(warning.note(), MOST_NOTE_BYTES));
        return new Tree(event);
    }

    /** Returns the longest beginning of the text that has at most this number of bytes. */
    static String cut(String text, int bytes) {
        int end = text.length();
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > bytes) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }
}
