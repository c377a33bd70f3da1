package io.eniguard.demo.script;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of object that the demo writes. */
public enum DemoKind {
    ENI_CONFIG("crd.k8s.amazonaws.com", "v1alpha1", "ENIConfig", "eniconfigs", false),
    NODE("", "v1", "Node", "nodes", true),
    CONFIG_MAP("", "v1", "ConfigMap", "configmaps", true),
    DAEMON_SET("apps", "v1", "DaemonSet", "daemonsets", false),
    NODE_CLASS("karpenter.k8s.aws", "v1", "EC2NodeClass", "ec2nodeclasses", false),
    NODE_POOL("karpenter.sh", "v1", "NodePool", "nodepools", false);

    private final String group;
    private final String version;
    private final String kind;
    private final String plural;
    private final boolean mutated;

    DemoKind(String group, String version, String kind, String plural, boolean mutated) {
        this.group = group;
        this.version = version;
        this.kind = kind;
        this.plural = plural;
        this.mutated = mutated;
    }

    static Optional<DemoKind> of(String apiVersion, String kind) {
        return Arrays.stream(values())
                .filter(resource ->
                        resource.kind.equals(kind) && resource.apiVersion().equals(apiVersion))
                .findFirst();
    }

    public String group() {
        return group;
    }

    public String version() {
        return version;
    }

    public String kind() {
        return kind;
    }

    /** The plural name of the kind, which is part of URLs. */
    public String plural() {
        return plural;
    }

    /** Whether a mutating webhook is registered for this kind. */
    public boolean isMutated() {
        return mutated;
    }

    String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Returns the URL path of the group and version. */
    String root() {
        return (group.isEmpty() ? "/api/" : "/apis/") + apiVersion();
    }
}
