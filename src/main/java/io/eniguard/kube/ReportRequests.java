package io.eniguard.kube;

import io.eniguard.tree.Tree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes the cluster-scoped reports of eniguard. Each request has a deadline. */
public final class ReportRequests implements ReportStore {

    public static final String LABEL = "app.kubernetes.io/managed-by";
    public static final String MANAGER = "eniguard";

    private static final int CREATED = 201;

    /** A page has at most 4 reports of 512 KiB each. */
    private static final int PAGE = 4;

    private final ApiRequests requests;
    private final Duration limit;

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

    /** @param limit the time limit of each request */
    public ReportRequests(ApiRequests requests, Duration limit) {
        this.requests = requests;
        this.limit = limit;
    }

    @Override
    public boolean isServed(ReportKind kind) throws NoAnswerException, RefusedRequestException {
        KubeApi.Answer answer = requests.get("/apis/" + kind.apiVersion, limit);
        return !answer.isAbsent()
                && successful(answer).body().trees("resources").stream()
                        .anyMatch(resource -> resource.text("name")
                                .filter(kind.resource::equals)
                                .isPresent());
    }

    @Override
    public List<Tree> list(ReportKind kind) throws NoAnswerException, RefusedRequestException {
        List<Tree> reports = new ArrayList<>();
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
                    limit));
            if (!answer.body().keys().contains("items")) {
                throw RefusedRequestException.of(answer);
            }
            reports.addAll(answer.body().trees("items"));
            token = answer.body().nonEmptyText("metadata", "continue");
        } while (token.isPresent());
        return reports;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void create(ReportKind kind, Tree report) throws NoAnswerException, RefusedRequestException {
        successful(requests.create(kind.path(), report, limit));
    }

    @Override
    public void replace(ReportKind kind, Tree report) throws NoAnswerException, RefusedRequestException {
        String name = report.text("metadata", "name").orElse("");
        successful(requests.replace(kind.path() + "/" + name, report, limit));
    }

    @Override
    public void delete(ReportKind kind, Tree report) throws NoAnswerException, RefusedRequestException {
        String name = report.text("metadata", "name").orElse("");
        String version = report.text("metadata", "resourceVersion").orElse("");
        KubeApi.Answer answer = requests.delete(kind.path() + "/" + name, version, limit);
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
