package io.eniguard.admission;

import io.eniguard.tree.Tree;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The AdmissionReview of {@code admission.k8s.io/v1} as JSON-B binds it, with the members that are read or written; Kubernetes'
 * {@code k8s.io/api/admission/v1}. What the API server sends beyond them is passed over.
 */
@JsonbPropertyOrder({"apiVersion", "kind", "request", "response"})
@RegisterForReflection
public final class AdmissionReview {

    public static final String API_VERSION = "admission.k8s.io/v1";
    public static final String KIND = "AdmissionReview";

    @JsonbTypeDeserializer(StrictText.class)
    public @Nullable String apiVersion;

    @JsonbTypeDeserializer(StrictText.class)
    public @Nullable String kind;

    public @Nullable Request request;
    public @Nullable Response response;

    /** What the API server asks. */
    @RegisterForReflection
    public static final class Request {
        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String uid;

        /** The kind of the object under review, which must be the object's own. */
        public @Nullable GroupVersionKind kind;

        /** The resource that the request was sent to. */
        public @Nullable GroupVersionResource resource;

        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String subResource;

        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String operation;

        public @Nullable UserInfo userInfo;

        /** Null for DELETE. */
        @JsonbTypeDeserializer(TreeDeserializer.class)
        public @Nullable Tree object;

        /** Null for CREATE. */
        @JsonbTypeDeserializer(TreeDeserializer.class)
        public @Nullable Tree oldObject;
    }

    /** A kind; the group is empty for those of Kubernetes' core. */
    @RegisterForReflection
    public static final class GroupVersionKind {
        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String group;

        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String version;

        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String kind;
    }

    /** A resource, by its plural name. */
    @RegisterForReflection
    public static final class GroupVersionResource {
        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String resource;
    }

    /** Who asks, as the API server authenticated them. */
    @RegisterForReflection
    public static final class UserInfo {
        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String username;
    }

    /** What the API server is answered. */
    @JsonbPropertyOrder({"uid", "allowed", "status", "patchType", "patch", "warnings", "auditAnnotations"})
    @RegisterForReflection
    public static final class Response {
        public @Nullable String uid;
        public boolean allowed;
        public @Nullable Status status;

        /** Only together with {@link #patch}: the API server refuses an answer that has one of the two. */
        public @Nullable String patchType;

        /** A JSON Patch in base64. */
        public @Nullable String patch;

        public @Nullable List<String> warnings;
        public @Nullable Map<String, String> auditAnnotations;
    }

    /** Why a request is denied. */
    @JsonbPropertyOrder({"code", "message"})
    @RegisterForReflection
    public static final class Status {
        public int code;
        public @Nullable String message;
    }
}
