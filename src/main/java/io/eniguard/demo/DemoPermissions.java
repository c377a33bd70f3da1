package io.eniguard.demo;

/** The permissions of the service accounts in the demo. */
final class DemoPermissions {

    /**
     * Manifests that give eniguard the same permissions as {@code k8s/}. They also give aws-node its permissions from before VPC CNI 1.15,
     * when aws-node labelled its own node.
     */
    static final String YAML = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: eniguard}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: eniguard}
            rules:
            - {apiGroups: [crd.k8s.amazonaws.com], resources: [eniconfigs], verbs: [get, list, watch]}
            - {apiGroups: [""], resources: [nodes], verbs: [get, list, watch]}
            - {apiGroups: [apps], resources: [daemonsets], verbs: [get, list, watch]}
            - {apiGroups: [apps], resources: [deployments], resourceNames: [karpenter], verbs: [get, list, watch]}
            - {apiGroups: [karpenter.k8s.aws], resources: [ec2nodeclasses], verbs: [get, list, watch]}
            - {apiGroups: [karpenter.sh], resources: [nodepools], verbs: [get, list, watch]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: eniguard}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: eniguard}
            subjects:
            - {kind: ServiceAccount, name: eniguard, namespace: eniguard}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: eniguard, namespace: kube-system}
            rules:
            - {apiGroups: [apps], resources: [daemonsets], resourceNames: [aws-node], verbs: [get, list, watch]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: eniguard, namespace: kube-system}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: eniguard}
            subjects:
            - {kind: ServiceAccount, name: eniguard, namespace: eniguard}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: aws-node-before-1.15}
            rules:
            - {apiGroups: [""], resources: [nodes], verbs: [patch, update]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRoleBinding
            metadata: {name: aws-node-before-1.15}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: aws-node-before-1.15}
            subjects:
            - {kind: ServiceAccount, name: aws-node, namespace: kube-system}
            """;

    private DemoPermissions() {}
}
