package io.eniguard.localkube;

import io.eniguard.certs.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real Kubernetes API server on 127.0.0.1 with its own etcd. As on EKS, it uses RBAC, the Node authorizer, NodeRestriction, admission
 * webhooks and an audit log. {@code start} returns when the API server is ready, which takes about three seconds. The API server needs
 * about 300 MB of memory.
 *
 * <p>The API server ends when {@link #close} is called or when this JVM ends, even if the JVM is killed. Several threads can use the users
 * at the same time. {@link #restart} and {@code close} are not safe for use by several threads.
 */
public final class LocalApiServer implements AutoCloseable {

    private static final Duration CERTIFICATE_LIFETIME = Duration.ofDays(2);

    private final ApiServerBinaries binaries;
    private final Path folder;
    private final CertificateAuthority authority;
    private final ProcessGroup processes;
    private final KubeApiserver apiserver;
    private final KubeUser admin;
    private final AtomicInteger users = new AtomicInteger();

    private LocalApiServer(ApiServerBinaries binaries, Path folder, ProcessGroup processes, List<String> options)
            throws IOException, InterruptedException {
        this.binaries = binaries;
        this.folder = folder;
        this.processes = processes;
        this.authority = CertificateAuthority.create("local-api-server", CERTIFICATE_LIFETIME, Clock.systemUTC());
        Etcd etcd = Etcd.start(processes, binaries, folder);
        this.apiserver = KubeApiserver.start(processes, binaries, folder, etcd, authority, options);
        this.admin = user("admin", "system:masters");
    }

    /**
     * Starts an API server.
     *
     * @param folder the folder for data, certificates and logs, which is created if it is absent; {@link #close} deletes the data and keeps
     *     the logs
     * @param options additional options of kube-apiserver
     * @throws IOException if a program does not start; the message contains the end of its log
     */
    public static LocalApiServer start(ApiServerBinaries binaries, Path folder, String... options)
            throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder).toRealPath();
        ProcessGroup processes = ProcessGroup.open();
        try {
            return new LocalApiServer(binaries, own, processes, List.of(options));
        } catch (IOException | InterruptedException | RuntimeException e) {
            processes.close();
            throw e;
        }
    }

    /** Returns the URL {@code https://127.0.0.1:PORT}, which stays the same after a restart. */
    public String url() {
        return apiserver.url();
    }

    /** Returns the CA that signs the certificates of the API server and its users. The CA can also sign the certificate of a webhook. */
    public CertificateAuthority authority() {
        return authority;
    }

    /**
     * Returns the folder with all files, including {@code etcd.log} and {@code kube-apiserver.log}. After a restart, the API server writes
     * to {@code kube-apiserver-2.log}.
     */
    public Path folder() {
        return folder;
    }

    /**
     * Returns the audit log, which has one line of JSON per request. The lines contain the annotations of webhooks, but no bodies (level
     * Metadata).
     */
    public Path auditLog() {
        return folder.resolve("audit.log");
    }

    /** Returns a user in the group {@code system:masters}, who may do everything. */
    public KubeUser admin() {
        return admin;
    }

    /** Returns the kubelet of a node. The node need not exist yet. */
    public KubeUser kubelet(String node) throws IOException {
        return user("system:node:" + node, "system:nodes");
    }

    /** Returns a user with a client certificate. Without a role, the user may do almost nothing. */
    public KubeUser user(String name, String... groups) throws IOException {
        return KubeUser.withCertificate(
                name, url(), authority, authority.issueClient(name, List.of(groups)), kubectlOf(name));
    }

    /**
     * Returns a service account with a token from TokenRequest, like the tokens of pods. Creates the service account if it does not exist.
     */
    public KubeUser serviceAccount(String namespace, String name) throws IOException, InterruptedException {
        CommandOutput made = admin.kubectl("create", "serviceaccount", name, "--namespace=" + namespace);
        if (!made.succeeded() && !made.err().contains("already exists")) {
            made.orThrow();
        }
        String token = admin.kubectl("create", "token", name, "--namespace=" + namespace, "--duration=24h")
                .orThrow()
                .strip();
        String user = "system:serviceaccount:" + namespace + ":" + name;
        return KubeUser.withToken(user, url(), authority, token, kubectlOf(user));
    }

    /** Returns the service account of the VPC CNI, with the permissions that the chart of the VPC CNI gives to the account. */
    public KubeUser awsNode() throws IOException, InterruptedException {
        KubeUser awsNode = serviceAccount("kube-system", "aws-node");
        // amazon-vpc-cni-k8s v1.23.1, charts/aws-vpc-cni/templates/clusterrole.yaml. Since v1.15.0, aws-node can only
        // read nodes.
        admin.kubectlWithInput("""
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRole
                        metadata: {name: aws-node}
                        rules:
                        - {apiGroups: [crd.k8s.amazonaws.com], resources: [eniconfigs], verbs: [list, watch, get]}
                        - {apiGroups: [""], resources: [namespaces, pods, nodes], verbs: [list, watch, get]}
                        ---
                        apiVersion: rbac.authorization.k8s.io/v1
                        kind: ClusterRoleBinding
                        metadata: {name: aws-node}
                        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: aws-node}
                        subjects:
                        - {kind: ServiceAccount, name: aws-node, namespace: kube-system}
                        """, "apply", "--server-side", "--filename=-").orThrow();
        return awsNode;
    }

    /** Installs the custom resource definitions and waits until they can be used. */
    public void install(PublishedCrd... crds) throws IOException, InterruptedException {
        for (PublishedCrd crd : crds) {
            admin.kubectlWithInput(crd.yaml(), "apply", "--server-side", "--filename=-")
                    .orThrow();
        }
        for (PublishedCrd crd : crds) {
            admin.kubectl("wait", "--for=condition=Established", "--timeout=30s", "crd/" + crd.crdName())
                    .orThrow();
        }
    }

    /** Stops the API server and starts it again at the same address with the same data. */
    public void restart() throws IOException, InterruptedException {
        apiserver.restart();
    }

    /** Stops both programs and deletes the data. */
    @Override
    public void close() throws IOException {
        processes.close();
        FileTree.delete(folder.resolve("etcd"));
        FileTree.delete(folder.resolve("kubectl-cache"));
    }

    private Kubectl kubectlOf(String user) {
        String file = "%s-%d.kubeconfig".formatted(user.replaceAll("[^A-Za-z0-9.-]", "-"), users.incrementAndGet());
        return new Kubectl(binaries.kubectl(), folder, folder.resolve(file));
    }
}
