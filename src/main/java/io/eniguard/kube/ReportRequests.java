package io.eniguard.kube;

import io.eniguard.tree.Tree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads and writes the cluster-scoped reports of eniguard. Each request has a deadline. */
public final class ReportRequests implements ReportStore {

    public static final String LABEL = "app.kubernetes.io/managed-by";
    public static final String MANAGER = "eniguard";

    private static final int CREATED = 201;

    /** A report has up to 512 KiB of JSON and needs several times as much memory when parsed, so only one is read at a time. */
    private static final int PAGE = 1;

    private final ApiRequests requests;
    private final Duration readLimit;
    private final Duration writeLimit;

    /** The kinds of reports that eniguard writes. */
    public enum ReportKind {
        OPENREPORTS("openreports.io/v1alpha1", "ClusterReport", "clusterreports"),
        WGPOLICYK8S("wgpolicyk8s.io/v1alpha2", "ClusterPolicyReport", "clusterpolicyreports");

        private final String apiVersion;
        private final String kind;
        private final String resource;

        ReportKind(String apiVersion, String kind, String resource) {
            this.apiVersion = apiVersion;
            this.kind = kind;
            this.resource = resource;
        }

        public String apiVersion() {
            return apiVersion;
        }

        public String kind() {
            return kind;
        }

        private String path() {
            return "/apis/" + apiVersion + "/" + resource;
        }
    }

    /**
     * @param readLimit the time limit of each request that reads
     * @param writeLimit the time limit of each request that writes
     */
    public ReportRequests(ApiRequests requests, Duration readLimit, Duration writeLimit) {
        this.requests = requests;
        this.readLimit = readLimit;
        this.writeLimit = writeLimit;
    }

    @Override
    public boolean isServed(ReportKind kind) throws NoAnswerException, RefusedRequestException {
        KubeApi.Answer answer = requests.get("/apis/" + kind.apiVersion, readLimit);
        return !answer.isAbsent()
                && successful(answer).body().trees("resources").stream()
                        .anyMatch(resource -> resource.text("name")
                                .filter(kind.resource::equals)
                                .isPresent());
    }

    @Override
    public void read(ReportKind kind, Consumer<Tree> sink) throws NoAnswerException, RefusedRequestException {
        Optional<String> token = Optional.empty();
        do {
            KubeApi.Answer answer = successful(requests.get(
                    "%s?labelSelector=%s&limit=%d%s"
                            .formatted(
                                    kind.path(),
                                    encoded(LABEL + "=" + MANAGER),
                                    PAGE,
                                    token.map(text -> "&continue=" + encoded(text))
                                            .orElse("")),
                    readLimit));
            if (!answer.body().keys().contains("items")) {
                throw RefusedRequestException.of(answer);
            }
            answer.body().trees("items").forEach(sink);
            token = answer.body().nonEmptyText("metadata", "continue");
        } while (token.isPresent());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void create(ReportKind kind, Tree report) throws NoAnswerException, RefusedRequestException {
        successful(requests.create(kind.path(), report, writeLimit));
    }

    @Override
    public void replace(ReportKind kind, Tree report) throws NoAnswerException, RefusedRequestException {
        String name = report.text("metadata", "name").orElse("");
        successful(requests.replace(kind.path() + "/" + name, report, writeLimit));
    }

    @Override
    public void delete(ReportKind kind, String name, String resourceVersion)
            throws NoAnswerException, RefusedRequestException {
        KubeApi.Answer answer = requests.delete(kind.path() + "/" + name, resourceVersion, writeLimit);
        if (!answer.isAbsent()) {
            successful(answer);
        }
    }

    private static KubeApi.Answer successful(KubeApi.Answer answer) throws RefusedRequestException {
        if (answer.isOk() || answer.status() == CREATED) {
            return answer;
        }
        throw RefusedRequestException.of(answer);
    }
}
