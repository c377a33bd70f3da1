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

    /** The name of everything in k8s/, and the default namespace and Service. */
    static final String NAME = "eniguard";

    static final String SECRET = "eniguard-tls";

    /** The port of the pods in k8s/, used where the EndpointSlices name none. */
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
        return "./eniguard render webhooks --service %s/%s | kubectl apply -f - && %s"
                .formatted(namespace, service, makeCertificate());
    }

    /** The command that makes the certificate of this installation, and gives its CA to the webhooks. */
    String makeCertificate() {
        return "certs/make-certs.sh"
                + (namespace.equals(NAME) ? "" : " --namespace " + namespace)
                + (service.equals(NAME) ? "" : " --service " + service);
    }

    @Override
    public String toString() {
        return namespace + "/" + service;
    }
}
