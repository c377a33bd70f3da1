package io.eniguard.admission;

import io.eniguard.tree.Tree;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An AdmissionReview of {@code admission.k8s.io/v1}, as JSON-B reads and writes it. This class has only the members that eniguard uses.
 * Other members of a request are ignored. All members are described in {@code k8s.io/api/admission/v1}.
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

    /** The request from the API server. */
    @RegisterForReflection
    public static final class Request {
        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String uid;

        /** The kind of the object under review, which must match the kind in the object. */
        public @Nullable GroupVersionKind kind;

        /** The resource to which the request was sent. */
        public @Nullable GroupVersionResource resource;

        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String subResource;

        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String operation;

        public @Nullable UserInfo userInfo;

        public @Nullable Boolean dryRun;

        /** The new object. Null for DELETE. */
        @JsonbTypeDeserializer(TreeDeserializer.class)
        public @Nullable Tree object;

        /** The existing object. Null for CREATE. */
        @JsonbTypeDeserializer(TreeDeserializer.class)
        public @Nullable Tree oldObject;
    }

    /** A kind with its group and version. The group is empty for core kinds of Kubernetes. */
    @RegisterForReflection
    public static final class GroupVersionKind {
        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String group;

        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String version;

        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String kind;
    }

    /** A resource, identified by its plural name. */
    @RegisterForReflection
    public static final class GroupVersionResource {
        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String resource;
    }

    /** The user who sent the request, as authenticated by the API server. */
    @RegisterForReflection
    public static final class UserInfo {
        @JsonbTypeDeserializer(StrictText.class)
        public @Nullable String username;

        @JsonbTypeDeserializer(StrictTexts.class)
        public @Nullable List<String> groups;
    }

    /** The response to the API server. */
    @JsonbPropertyOrder({"uid", "allowed", "status", "patchType", "patch", "warnings", "auditAnnotations"})
    @RegisterForReflection
    public static final class Response {
        public @Nullable String uid;
        public boolean allowed;
        public @Nullable Status status;

        /**
         * The format of the patch. It is set if and only if {@link #patch} is set. The API server refuses a response that has only one of
         * the two.
         */
        public @Nullable String patchType;

        /** A JSON Patch in base64. */
        public @Nullable String patch;

        public @Nullable List<String> warnings;
        public @Nullable Map<String, String> auditAnnotations;
    }

    /** The reason for a denial: {@code Status} of {@code k8s.io/apimachinery/pkg/apis/meta/v1}. */
    @JsonbPropertyOrder({"message", "reason", "details", "code"})
    @RegisterForReflection
    public static final class Status {
        public @Nullable String message;
        public @Nullable String reason;
        public @Nullable StatusDetails details;
        public int code;
    }

    /** The denied object. The group is null for the core group. */
    @JsonbPropertyOrder({"name", "group", "kind"})
    @RegisterForReflection
    public static final class StatusDetails {
        public @Nullable String name;
        public @Nullable String group;
        public @Nullable String kind;
    }
}
