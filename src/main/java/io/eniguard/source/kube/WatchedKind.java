package io.eniguard.source.kube;

import io.eniguard.cluster.CniSettings;
import io.eniguard.cluster.KarpenterSettings;
import io.eniguard.cluster.ReviewedKind;
import io.eniguard.policy.Policy;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Optional;

/** The kinds of objects that are listed for an audit. Most of them are also part of a snapshot of a cluster. */
@SuppressWarnings("ImmutableEnumChecker") // the client's context has no setters but is not declared immutable
enum WatchedKind {
    ENI_CONFIG(ReviewedKind.ENI_CONFIG),
    NODE(ReviewedKind.NODE),
    AWS_NODE(ReviewedKind.DAEMON_SET),
    /** All DaemonSets. Some of them run a pod in the host's network of every node. */
    DAEMON_SET(ReviewedKind.DAEMON_SET),
    NODE_POOL(ReviewedKind.NODE_POOL),
    NODE_CLASS(ReviewedKind.NODE_CLASS),
    AUTO_NODE_CLASS(ReviewedKind.AUTO_NODE_CLASS),
    /** The Deployment of Karpenter, in any namespace. The permission and the query are limited to the usual name of the Deployment. */
    KARPENTER(KarpenterSettings.GROUP, "v1", KarpenterSettings.KIND, "deployments", Optional.empty()),
    /** The policies of eniguard, which have a watch of their own. */
    POLICY(Policy.GROUP, Policy.VERSION, Policy.KIND, Policy.RESOURCE, Optional.empty());

    /**
     * The number of objects per page. Without pages, 5,000 nodes would arrive in one answer of 60 MB. Larger pages could be too large for a
     * small heap.
     */
    static final long PAGE = 100;

    private static final String NAME_FIELD = "metadata.name";

    private final ResourceDefinitionContext context;
    private final String apiVersion;
    private final String kind;
    private final Optional<ReviewedKind> reviewed;

    WatchedKind(ReviewedKind reviewed) {
        this(reviewed.group(), reviewed.version(), reviewed.kind(), reviewed.resource(), Optional.of(reviewed));
    }

    WatchedKind(String group, String version, String kind, String plural, Optional<ReviewedKind> reviewed) {
        this.apiVersion = (group.isEmpty() ? "" : group + "/") + version;
        this.kind = kind;
        this.reviewed = reviewed;
        this.context = new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(group.equals("apps"))
                .build();
    }

    String kind() {
        return kind;
    }

    /** Returns the kind of the objects; empty if objects of the kind are not reviewed. */
    Optional<ReviewedKind> reviewed() {
        return reviewed;
    }

    /** Returns the resource as RBAC and the API server name it, such as {@code nodepools.karpenter.sh} or {@code nodes}. */
    String resource() {
        String group = context.getGroup();
        return group.isEmpty() ? context.getPlural() : context.getPlural() + "." + group;
    }

    /** Returns whether the API server serves the kind. Custom resource definitions may be installed later or never. */
    boolean isServedBy(KubernetesClient client) {
        return this == NODE
                || this == AWS_NODE
                || this == DAEMON_SET
                || this == KARPENTER
                || client.supports(apiVersion, kind);
    }

    /** Returns whether snapshots contain the objects. No rule reads a NodeClass of EKS Auto Mode to judge another object. */
    boolean isInSnapshot() {
        return this != AUTO_NODE_CLASS && this != POLICY;
    }

    /**
     * Returns whether a snapshot can be created without the kind. Karpenter may be absent, or eniguard may lack permission to read its
     * objects or the DaemonSets of all namespaces.
     */
    boolean isOptional() {
        return this == NODE_POOL || this == NODE_CLASS || isOfAllNamespaces();
    }

    /** Returns whether the objects of the kind can be in any namespace. A person may lack permission to read all namespaces. */
    boolean isOfAllNamespaces() {
        return this == DAEMON_SET || this == KARPENTER;
    }

    Informable<GenericKubernetesResource> watched(KubernetesClient client) {
        var all = client.genericKubernetesResources(context);
        return switch (this) {
            case AWS_NODE -> all.inNamespace(CniSettings.NAMESPACE).withName(CniSettings.NAME);
            case DAEMON_SET -> all.inAnyNamespace().withLimit(PAGE);
            case KARPENTER -> all.inAnyNamespace().withField(NAME_FIELD, KarpenterSettings.NAME);
            default -> all.withLimit(PAGE);
        };
    }

    /** Returns a resource that can be listed in pages. {@code withName} does not support pages, so the DaemonSet is selected by a field. */
    Listable<? extends io.fabric8.kubernetes.api.model.KubernetesResourceList<GenericKubernetesResource>> listed(
            KubernetesClient client) {
        var all = client.genericKubernetesResources(context);
        return switch (this) {
            case AWS_NODE -> all.inNamespace(CniSettings.NAMESPACE).withField(NAME_FIELD, CniSettings.NAME);
            case DAEMON_SET -> all.inAnyNamespace();
            case KARPENTER -> all.inAnyNamespace().withField(NAME_FIELD, KarpenterSettings.NAME);
            default -> all;
        };
    }
}
