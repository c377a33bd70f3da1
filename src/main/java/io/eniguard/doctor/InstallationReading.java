package io.eniguard.doctor;

import io.eniguard.doctor.Endpoints.Endpoint;
import io.eniguard.kube.KubeApi;
import io.eniguard.kube.KubeApi.Answer;
import io.eniguard.tree.Tree;
import io.eniguard.world.Fact;
import io.eniguard.world.Fact.Missing;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the API server tells of an installation.
 *
 * @param endpoints unknown where EndpointSlices may not be read
 * @param certificate out of the Secret, else as an endpoint shows it
 * @param onNodeNetwork whether the pods share their nodes' addresses and security groups; as k8s/ has it where no pod can be read
 * @param health what each ready pod says of its readiness, by name
 */
record InstallationReading(
        Answer validating,
        Answer mutating,
        Fact<Endpoints> endpoints,
        Fact<ServingCertificate> certificate,
        boolean onNodeNetwork,
        Map<String, Fact<Tree>> health) {

    /** Asking each of hundreds would take too long, and two are enough to see what is wrong. */
    private static final int PODS_ASKED = 3;

    private static final String CONFIGURATIONS = "/apis/admissionregistration.k8s.io/v1/";

    Registration registration() {
        return Registration.of(validating.body(), mutating.body());
    }

    /** @throws IOException when the API server does not answer; what it refuses to tell is part of the reading */
    static InstallationReading read(KubeApi api, Installation installation, Duration limit) throws IOException {
        Answer validating = api.get(CONFIGURATIONS + "validatingwebhookconfigurations/" + Installation.NAME);
        Answer mutating = api.get(CONFIGURATIONS + "mutatingwebhookconfigurations/" + Installation.NAME);
        Answer slices = api.get("/apis/discovery.k8s.io/v1/namespaces/%s/endpointslices?labelSelector=%s"
                .formatted(installation.namespace(), "kubernetes.io%2Fservice-name%3D" + installation.service()));
        Fact<Endpoints> endpoints =
                slices.isOk() ? Fact.known(Endpoints.from(slices.body())) : unknown(slices.reason());
        Fact<ServingCertificate> certificate =
                certificate(api, installation, endpoints, Registration.of(validating.body(), mutating.body()), limit);
        Map<String, Fact<Tree>> health = new TreeMap<>();
        boolean onNodeNetwork = true;
        for (Endpoint endpoint : asked(endpoints)) {
            String name = endpoint.pod().orElseThrow();
            String pods = "/api/v1/namespaces/%s/pods/".formatted(installation.namespace());
            Answer pod = api.get(pods + name);
            if (pod.isOk()) {
                onNodeNetwork &= pod.body().flag("spec", "hostNetwork").orElse(false);
            }
            health.put(name, health(api, pods + "http:" + name + ":" + managementPort(pod.body())));
        }
        return new InstallationReading(validating, mutating, endpoints, certificate, onNodeNetwork, health);
    }

    private static Iterable<Endpoint> asked(Fact<Endpoints> endpoints) {
        return endpoints.fold(
                known -> known.ready().stream()
                        .filter(endpoint -> endpoint.pod().isPresent())
                        .limit(PODS_ASKED)
                        .toList(),
                missing -> List.of());
    }

    private static Fact<Tree> health(KubeApi api, String proxy) throws IOException {
        Answer health = api.get(proxy + "/proxy/q/health/ready");
        return health.body().trees("checks").isEmpty() ? unknown(health.reason()) : Fact.known(health.body());
    }

    private static long managementPort(Tree pod) {
        return pod.trees("spec", "containers").stream()
                .flatMap(container -> container.trees("ports").stream())
                .filter(port -> port.text("name").filter("management"::equals).isPresent())
                .flatMap(port -> port.integer("containerPort").stream())
                .findFirst()
                .orElse((long) Installation.MANAGEMENT_PORT);
    }

    private static Fact<ServingCertificate> certificate(
            KubeApi api,
            Installation installation,
            Fact<Endpoints> endpoints,
            Registration registration,
            Duration limit)
            throws IOException {
        Answer secret =
                api.get("/api/v1/namespaces/%s/secrets/%s".formatted(installation.namespace(), Installation.SECRET));
        // The key beside it is not looked at.
        Optional<String> pem = secret.body().nonEmptyText("data", "tls.crt");
        if (secret.isOk() && pem.isPresent()) {
            try {
                return Fact.known(new ServingCertificate(
                        ServingCertificate.parseBase64(pem.get()), "Secret " + Installation.SECRET));
            } catch (CertificateException e) {
                return unknown("tls.crt of the Secret %s: %s".formatted(Installation.SECRET, e.getMessage()));
            }
        }
        return new ShownCertificate(limit).of(registration, endpoints).orElseGet(() -> unknown(secret.reason()));
    }

    private static <T> Fact<T> unknown(String reason) {
        return Fact.unknown(Missing.OTHER, reason);
    }
}
