package io.eniguard.localkube;

import io.eniguard.certs.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real Kubernetes API server on 127.0.0.1, with a store of its own: RBAC, the Node authorizer, NodeRestriction, admission webhooks and an
 * audit log are on, as on EKS. It is ready when {@code start} returns, some three seconds later, and takes about 300 MB.
 *
 * <p>It ends at {@link #close}, with this JVM, and also when this JVM is killed. Its users may be used by several threads; {@link #restart}
 * and {@code close} are for one.
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
     * Starts one.
     *
     * @param folder for its data, certificates and logs, made when absent; at {@link #close} the data goes and the logs stay
     * @param options of kube-apiserver, besides those that it always has
     * @throws IOException when it does not come up, with the end of the log of the program that failed
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

    /** {@code https://127.0.0.1:PORT}; a restart keeps it. */
    public String url() {
        return apiserver.url();
    }

    /** Signs the certificates of the API server and of its users; a webhook's certificate may come from it as well. */
    public CertificateAuthority authority() {
        return authority;
    }

    /** Holds {@code etcd.log}, {@code kube-apiserver.log} (of a second run {@code kube-apiserver-2.log}) and all else. */
    public Path folder() {
        return folder;
    }

    /** One JSON object a line for each request, at level Metadata: with the annotations of webhooks, without bodies. */
    public Path auditLog() {
        return folder.resolve("audit.log");
    }

    /** Somebody of {@code system:masters}, who may do everything. */
    public KubeUser admin() {
        return admin;
    }

    /** The kubelet of this node, which need not exist yet. */
    public KubeUser kubelet(String node) throws IOException {
        return user("system:node:" + node, "system:nodes");
    }

    /** Somebody with a client certificate. Without a role they may do next to nothing. */
    public KubeUser user(String name, String... groups) throws IOException {
        return KubeUser.withCertificate(
                name, url(), authority, authority.issueClient(name, List.of(groups)), kubectlOf(name));
    }

    /** A service account, made if there is none, with a token as a pod gets it (TokenRequest). */
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

    /** The VPC CNI's own service account, with what its chart lets it read. */
    public KubeUser awsNode() throws IOException, InterruptedException {
        KubeUser awsNode = serviceAccount("kube-system", "aws-node");
        // amazon-vpc-cni-k8s v1.23.1, charts/aws-vpc-cni/templates/clusterrole.yaml: since v1.15.0 nodes are read only.
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

    /** Adds these kinds and waits until they can be used. */
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

    /** Stops the API server and starts it again at the same address with the same store. */
    public void restart() throws IOException, InterruptedException {
        apiserver.restart();
    }

    /** Stops both programs and removes the store. */
    @Override
    public void close() throws IOException {
        processes.close();
        remove(folder.resolve("etcd"));
        remove(folder.resolve("kubectl-cache"));
    }

    private Kubectl kubectlOf(String user) {
        String file = "%s-%d.kubeconfig".formatted(user.replaceAll("[^A-Za-z0-9.-]", "-"), users.incrementAndGet());
        return new Kubectl(binaries.kubectl(), folder, folder.resolve(file));
    }

    private static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(tree)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }
}
