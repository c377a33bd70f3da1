package io.eniguard.doctor;

import io.eniguard.registration.WebhookTarget;

/**
 * Where eniguard is installed.
 *
 * @param service of the namespace, which API servers call
 */
public record Installation(String namespace, String service) {

    /** @throws IllegalArgumentException when one of them is no name */
    public Installation {
        WebhookTarget.Service unused =
                new WebhookTarget.Service(namespace, service, WebhookTarget.Service.DEFAULT_PORT);
    }

    /** As k8s/ names all but the Service. */
    static final String NAME = "eniguard";

    static final String SECRET = "eniguard-tls";

    /** The port of the pods that the Service leads to, where nothing tells it: as k8s/ has it. */
    static final int PORT = 9443;

    static final int MANAGEMENT_PORT = 9440;

    /** The name that the API server checks the certificate for. */
    String host() {
        return service + "." + namespace + ".svc";
    }

    WebhookTarget.Service target() {
        return new WebhookTarget.Service(namespace, service, WebhookTarget.Service.DEFAULT_PORT);
    }

    /** The command that registers the webhooks and gives them the CA. */
    String register() {
        return "./eniguard render webhooks --service %s/%s | kubectl apply -f - && certs/make-certs.sh"
                .formatted(namespace, service);
    }

    @Override
    public String toString() {
        return namespace + "/" + service;
    }
}
