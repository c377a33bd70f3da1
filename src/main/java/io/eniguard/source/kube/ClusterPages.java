package io.eniguard.source.kube;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.kube.ApiRequests;
import io.eniguard.kube.KubeApi;
import io.eniguard.kube.NoAnswerException;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.tree.Tree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lists the objects of a cluster page by page. Only one page is in memory at a time, because 5,000 whole nodes need more memory than a pod of
 * eniguard has. The pages contain whole objects, with their uids, which the watch of the server drops.
 */
public final class ClusterPages {

    /** The kinds that can be audited, in the order of the audit. ConfigMaps are missing, since eniguard may not read them. */
    public static final List<ReviewedKind> KINDS = List.of(
            ReviewedKind.ENI_CONFIG,
            ReviewedKind.NODE,
            ReviewedKind.DAEMON_SET,
            ReviewedKind.NODE_CLASS,
            ReviewedKind.NODE_POOL,
            ReviewedKind.AUTO_NODE_CLASS,
            ReviewedKind.POLICY);

    private final ApiRequests requests;
    private final Duration limit;

    /** @param limit the time limit of each page */
    public ClusterPages(ApiRequests requests, Duration limit) {
        this.requests = requests;
        this.limit = limit;
    }

    /**
     * A page of a list.
     *
     * @param objects whole objects; of the DaemonSets, only aws-node
     * @param next the token of the next page; empty after the last page
     */
    public record Page(List<Tree> objects, Optional<String> next) {

        public Page {
            objects = List.copyOf(objects);
        }
    }

    /**
     * Reads a page. If the API server does not serve the kind, the page is empty.
     *
     * @param token the token of the page; empty for the first page
     * @throws NoAnswerException if there is no answer within the limit
     * @throws RefusedRequestException if a permission is missing, or if the token has expired
     */
    public Page read(ReviewedKind kind, Optional<String> token) throws NoAnswerException, RefusedRequestException {
        String path = path(kind) + "limit=" + WatchedKind.PAGE
                + token.map(text -> "&continue=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                        .orElse("");
        KubeApi.Answer answer = requests.get(path, limit);
        if (answer.isAbsent()) {
            return new Page(List.of(), Optional.empty());
        }
        // An incomplete answer is not a list. It must not look like a cluster without objects.
        if (!answer.isOk() || !answer.body().keys().contains("items")) {
            throw RefusedRequestException.of(answer);
        }
        List<Tree> objects = new ArrayList<>();
        answer.body().trees("items").forEach(item -> objects.add(typed(item, kind)));
        return new Page(objects, answer.body().nonEmptyText("metadata", "continue"));
    }

    private static String path(ReviewedKind kind) {
        return switch (kind) {
            case NODE -> "/api/v1/nodes?";
            case DAEMON_SET ->
                "/apis/apps/v1/namespaces/%s/daemonsets?fieldSelector=metadata.name%%3D%s&"
                        .formatted(CniSettings.NAMESPACE, CniSettings.NAME);
            default -> "/apis/%s/%s?".formatted(kind.apiVersion(), kind.resource());
        };
    }

    /** Adds the type, which the elements of a list of a built-in kind lack. */
    private static Tree typed(Tree item, ReviewedKind kind) {
        Map<String, @Nullable Object> typed = new LinkedHashMap<>();
        typed.put("apiVersion", kind.apiVersion());
        typed.put("kind", kind.kind());
        typed.putAll(item.fields());
        return new Tree(typed);
    }
}
