package io.eniguard.doctor;

import io.eniguard.cluster.ClusterSnapshot;
import io.eniguard.doctor.Endpoints.Endpoint;
import io.eniguard.kube.KubeApi;
import io.eniguard.kube.KubeApi.Answer;
import io.eniguard.kube.NoAnswerException;
import io.eniguard.source.kube.ClusterList;
import io.eniguard.source.kube.ListedObjects;
import io.eniguard.tree.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The questions to the API server, each with its own reply.
 *
 * @param validating the ValidatingWebhookConfiguration; empty if it does not exist
 * @param mutating the MutatingWebhookConfiguration; empty if it does not exist
 * @param pods some of the ready pods, by name
 */
record ClusterSide(
        CompletableFuture<Reply<Version>> version,
        CompletableFuture<Reply<ListedObjects>> objects,
        CompletableFuture<Reply<Optional<Tree>>> validating,
        CompletableFuture<Reply<Optional<Tree>>> mutating,
        CompletableFuture<Reply<Endpoints>> endpoints,
        CompletableFuture<Reply<SeenCertificate>> certificate,
        CompletableFuture<Reply<Map<String, PodReading>>> pods) {

    private static final String CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/";

    /** A few pods are enough to see a fault, and asking hundreds of pods would take too long. */
    private static final int PODS_ASKED = 3;

    /**
     * An API server that answered the first question.
     *
     * @param number the version of Kubernetes
     * @param clockOffset the time by which the local clock is ahead of the API server's clock; empty if the answer has no date
     */
    record Version(KubeApi api, String number, Optional<Duration> clockOffset) {}

    /**
     * A pod of eniguard.
     *
     * @param onNodeNetwork whether the pod shares the addresses and security groups of its node; also true if the pod cannot be read,
     *     because the pods in k8s/ use the host network
     * @param health the answer of the pod's readiness endpoint
     */
    record PodReading(boolean onNodeNetwork, Reply<Tree> health) {}

    /**
     * Asks all questions.
     *
     * @param limit the time limit of each request
     */
    static ClusterSide ask(Installation installation, Duration limit, Questions questions) {
        var version = questions.ask(() -> version(KubeApi.open(limit), questions.advice()));
        var validating =
                questions.after(version, there -> configuration(there, "validatingwebhookconfigurations", questions));
        var mutating =
                questions.after(version, there -> configuration(there, "mutatingwebhookconfigurations", questions));
        var endpoints = questions.after(version, there -> endpoints(there, installation, questions));
        return new ClusterSide(
                version,
                questions.after(version, there -> Reply.of(there.api().read(ClusterList::readEach))),
                validating,
                mutating,
                endpoints,
                questions.after(
                        version,
                        there -> new CertificateReading(there.api(), installation, limit, questions.advice())
                                .read(
                                        () -> RegisteredWebhooks.of(validating.join(), mutating.join()),
                                        endpoints::join)),
                questions.after(
                        version,
                        there -> endpoints.join().map(known -> pods(there, known.ready(), installation, questions))));
    }

    private static Reply<Version> version(KubeApi api, Advice advice) throws NoAnswerException {
        Answer answer = api.get("/version");
        String url = api.shownUrl();
        Optional<String> number = answer.body().nonEmptyText("gitVersion");
        if (!answer.isOk()) {
            Gap gap = advice.gap(answer, "get on /version");
            return Reply.missing(new Gap(gap.cause(), url + ": " + gap.reason(), gap.fix()));
        }
        return number.<Reply<Version>>map(known -> Reply.of(new Version(api, known, answer.clockOffset())))
                .orElseGet(() -> Reply.missing(Gap.unanswered(
                        url + ": the answer does not come from an API server",
                        "check for a proxy in between, or recreate the kubeconfig: " + advice.updateKubeconfig())));
    }

    private static Reply<Optional<Tree>> configuration(Version there, String resource, Questions questions)
            throws NoAnswerException {
        Answer answer = there.api().get(CONFIGURATIONS + resource + "/" + Installation.NAME);
        if (answer.isAbsent()) {
            return Reply.of(Optional.empty());
        }
        return answer.isOk()
                ? Reply.of(Optional.of(answer.body()))
                : Reply.missing(questions.advice().gap(answer, "get on " + resource));
    }

    private static Reply<Endpoints> endpoints(Version there, Installation installation, Questions questions)
            throws NoAnswerException {
        Answer slices = there.api()
                .get("/apis/discovery.k8s.io/v1/namespaces/%s/endpointslices?labelSelector=%s"
                        .formatted(
                                installation.namespace(), "kubernetes.io%2Fservice-name%3D" + installation.service()));
        return slices.isOk()
                ? Reply.of(Endpoints.from(slices.body()))
                : Reply.missing(questions.advice().gap(slices, "list on endpointslices.discovery.k8s.io"));
    }

    /** Asks all pods at the same time, because a pod that hangs uses the whole time limit of a question. */
    private static Map<String, PodReading> pods(
            Version there, List<Endpoint> ready, Installation installation, Questions questions) {
        Map<String, CompletableFuture<Reply<PodReading>>> readings = new TreeMap<>();
        ready.stream()
                .flatMap(endpoint -> endpoint.pod().stream())
                .limit(PODS_ASKED)
                .forEach(name -> readings.put(
                        name,
                        questions.ask(() -> Reply.of(pod(there.api(), installation.namespace(), name, questions)))));
        Map<String, PodReading> pods = new TreeMap<>();
        readings.forEach((name, reading) ->
                pods.put(name, reading.join().fold(pod -> pod, gap -> new PodReading(true, Reply.missing(gap)))));
        return pods;
    }

    private static PodReading pod(KubeApi api, String namespace, String name, Questions questions)
            throws NoAnswerException {
        String pods = "/api/v1/namespaces/%s/pods/".formatted(namespace);
        Answer pod = api.get(pods + name);
        boolean onNodeNetwork =
                !pod.isOk() || pod.body().flag("spec", "hostNetwork").orElse(false);
        long port = managementPort(pod.body());
        Answer health = api.get("%shttp:%s:%d/proxy/q/health/ready".formatted(pods, name, port));
        return new PodReading(
                onNodeNetwork,
                health.body().trees("checks").isEmpty()
                        ? Reply.missing(healthGap(health, name, namespace, port, questions.advice()))
                        : Reply.of(health.body()));
    }

    private static Gap healthGap(Answer health, String name, String namespace, long port, Advice advice) {
        Gap gap = advice.gap(health, "get on pods/proxy");
        return gap.cause() == Gap.Cause.FORBIDDEN
                ? gap
                : Gap.unanswered(
                        gap.reason(),
                        "allow TCP %d of the nodes from the cluster security group, or see kubectl -n %s logs %s"
                                .formatted(port, namespace, name));
    }

    private static long managementPort(Tree pod) {
        return pod.trees("spec", "containers").stream()
                .flatMap(container -> container.trees("ports").stream())
                .filter(port -> port.text("name").filter("management"::equals).isPresent())
                .flatMap(port -> port.integer("containerPort").stream())
                .findFirst()
                .orElse((long) Installation.MANAGEMENT_PORT);
    }

    /** Returns a snapshot of the objects, or an empty snapshot if the objects are unknown. */
    static ClusterSnapshot snapshot(Reply<ListedObjects> objects) {
        return ClusterSnapshot.of(objects.fold(ListedObjects::objects, gap -> List.of()));
    }
}
