package io.eniguard.admission;

import io.eniguard.admission.AdmissionReview.GroupVersionKind;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.text.Quote;
import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Checks that an API server could have sent a request. The webhooks are registered by resource, but rules are chosen by the kind in the
 * object. If the resource and the kind did not match, the request would bypass every rule.
 */
final class RequestShape {

    private static final Set<String> OPERATIONS = Set.of("CREATE", "UPDATE", "DELETE", "CONNECT");

    private RequestShape() {}

    /** Checks the request against the types in {@code k8s.io/api/admission/v1} and the kind in the object. */
    static void check(AdmissionReview.Request request) throws MalformedReviewException {
        String operation = request.operation == null ? "" : request.operation;
        if (!OPERATIONS.contains(operation)) {
            throw new MalformedReviewException(
                    "the operation is %s, not CREATE, UPDATE, DELETE or CONNECT".formatted(Quote.of(operation)));
        }
        boolean isOwn = request.subResource == null || Set.of("", "status").contains(request.subResource);
        if (isOwn && !operation.equals("CONNECT")) {
            requireSubject(operation, request);
        }
        check("request.object", request.object, request);
        check("request.oldObject", request.oldObject, request);
    }

    private static void requireSubject(String operation, AdmissionReview.Request request)
            throws MalformedReviewException {
        boolean isDelete = operation.equals("DELETE");
        if ((isDelete ? request.oldObject : request.object) == null) {
            throw new MalformedReviewException(
                    "a review of %s has no %s".formatted(operation, isDelete ? "oldObject" : "object"));
        }
    }

    private static void check(String field, @Nullable Tree object, AdmissionReview.Request request)
            throws MalformedReviewException {
        if (object == null) {
            return;
        }
        for (String member : List.of("apiVersion", "kind")) {
            if (object.nonEmptyText(member).isEmpty()) {
                throw new MalformedReviewException("%s has no %s".formatted(field, member));
            }
        }
        checkKind(field, object, request);
        checkMetadata(field, object);
    }

    private static void checkKind(String field, Tree object, AdmissionReview.Request request)
            throws MalformedReviewException {
        String kind = object.text("kind").orElse("");
        String apiVersion = object.text("apiVersion").orElse("");
        GroupVersionKind asked = request.kind;
        if (asked != null
                && asked.kind != null
                && !(asked.kind.equals(kind) && apiVersion(asked).equals(apiVersion))) {
            throw disagreeing(
                    field,
                    kind,
                    apiVersion,
                    "request.kind is %s of %s".formatted(Quote.of(asked.kind), Quote.of(apiVersion(asked))));
        }
        boolean isWhole = request.subResource == null || request.subResource.isEmpty();
        String resource =
                request.resource == null || request.resource.resource == null ? "" : request.resource.resource;
        Optional<ReviewedKind> registered = ReviewedKind.ofResource(resource);
        if (isWhole && registered.filter(known -> !known.kind().equals(kind)).isPresent()) {
            throw disagreeing(field, kind, apiVersion, "request.resource is " + Quote.of(resource));
        }
    }

    private static String apiVersion(GroupVersionKind kind) {
        String version = kind.version == null ? "" : kind.version;
        return kind.group == null || kind.group.isEmpty() ? version : kind.group + "/" + version;
    }

    private static MalformedReviewException disagreeing(String field, String kind, String apiVersion, String request) {
        return new MalformedReviewException(
                "%s is %s of %s, but %s".formatted(field, Quote.of(kind), Quote.of(apiVersion), request));
    }

    /** Checks the types of the ObjectMeta members that rules read. An API server decodes ObjectMeta, so it never sends other types. */
    private static void checkMetadata(String field, Tree object) throws MalformedReviewException {
        requireType(field + ".metadata", object.value("metadata"), Map.class, "a mapping");
        requireType(field + ".metadata.name", object.value("metadata", "name"), String.class, "a string");
        for (String member : List.of("labels", "annotations")) {
            String path = "%s.metadata.%s".formatted(field, member);
            requireType(path, object.value("metadata", member), Map.class, "a mapping");
            for (Object value : object.at("metadata", member).fields().values()) {
                requireType(path, Stream.ofNullable(value).findFirst(), String.class, "a mapping of texts");
            }
        }
    }

    private static void requireType(String path, Optional<?> value, Class<?> type, String words)
            throws MalformedReviewException {
        if (value.filter(present -> !type.isInstance(present)).isPresent()) {
            throw new MalformedReviewException("%s is not %s".formatted(path, words));
        }
    }
}
