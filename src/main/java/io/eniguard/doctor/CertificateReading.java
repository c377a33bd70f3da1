package io.eniguard.doctor;

import io.eniguard.kube.KubeApi;
import io.eniguard.kube.KubeApi.Answer;
import io.eniguard.kube.NoAnswerException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds the serving certificate in the Secret, or otherwise by connecting to a pod or a URL of the webhooks. */
final class CertificateReading {

    private final KubeApi api;
    private final Installation installation;
    private final Duration limit;
    private final Advice advice;

    CertificateReading(KubeApi api, Installation installation, Duration limit, Advice advice) {
        this.api = api;
        this.installation = installation;
        this.limit = limit;
        this.advice = advice;
    }

    /**
     * Returns the certificate.
     *
     * @param webhooks supplies the registered webhooks; called only if {@code tls.crt} cannot be read from the Secret
     * @param endpoints supplies the endpoints of the Service; called only if {@code tls.crt} cannot be read from the Secret
     */
    Reply<SeenCertificate> read(Supplier<RegisteredWebhooks> webhooks, Supplier<Reply<Endpoints>> endpoints)
            throws NoAnswerException {
        Answer secret =
                api.get("/api/v1/namespaces/%s/secrets/%s".formatted(installation.namespace(), Installation.SECRET));
        // The Secret also contains the private key, which is not used here.
        Optional<String> pem = secret.body().nonEmptyText("data", "tls.crt");
        if (secret.isOk() && pem.isPresent()) {
            return Reply.of(ofSecret(pem.get()));
        }
        RegisteredWebhooks registered = webhooks.get();
        Optional<ServingCertificate> shown = new ShownCertificate(limit).of(registered, endpoints.get());
        if (shown.isPresent()) {
            return shown.map(SeenCertificate::of)
                    .<Reply<SeenCertificate>>map(Reply::of)
                    .get();
        } else if (registered.isOutsideCluster()) {
            String url = String.join(", ", registered.urls());
            return Reply.missing(Gap.unanswered(
                    "%s sends no certificate to this machine".formatted(url),
                    "start the server there, or check the network from this machine to " + url));
        } else if (secret.isOk()) {
            return Reply.of(SeenCertificate.flawed("the Secret %s has no tls.crt".formatted(Installation.SECRET)));
        } else if (secret.isAbsent()) {
            return Reply.of(SeenCertificate.flawed("there is no Secret %s in the namespace %s, so pods cannot start"
                    .formatted(Installation.SECRET, installation.namespace())));
        }
        return Reply.missing(advice.gap(secret, "get on secrets in the namespace " + installation.namespace()));
    }

    private static SeenCertificate ofSecret(String pem) {
        try {
            return SeenCertificate.of(
                    new ServingCertificate(ServingCertificate.parseBase64(pem), "Secret " + Installation.SECRET));
        } catch (CertificateException e) {
            return SeenCertificate.flawed(
                    "tls.crt of the Secret %s is not a certificate: %s".formatted(Installation.SECRET, e.getMessage()));
        }
    }
}
