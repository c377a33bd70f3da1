package io.eniguard.doctor;

import io.eniguard.registration.WebhookTarget;

/**
 * The place where eniguard is installed.
 *
 * @param service the name of the Service that API servers call
 */
public record Installation(String namespace, String service) {

    /** The name of all objects in k8s/, and the default name of the namespace and the Service. */
    static final String NAME = "eniguard";

    static final String SECRET = "eniguard-tls";

    /** The port of the pods in k8s/, used if the EndpointSlices have no port. */
    static final int PORT = 9443;

    static final int MANAGEMENT_PORT = 9440;

    /** @throws IllegalArgumentException if the namespace or the service is not a valid name */
    public Installation {
        // The constructor of the target checks both names.
        WebhookTarget.Service unused =
                new WebhookTarget.Service(namespace, service, WebhookTarget.Service.DEFAULT_PORT);
    }

    /** Returns the host name that the API server expects in the certificate. */
    String host() {
        return service + "." + namespace + ".svc";
    }

    WebhookTarget.Service target() {
        return new WebhookTarget.Service(namespace, service, WebhookTarget.Service.DEFAULT_PORT);
    }

    /** Returns the command that registers the webhooks with the CA. */
    String registerCommand() {
        return "./eniguard render webhooks --service %s/%s | kubectl apply -f - && %s"
                .formatted(namespace, service, certificateCommand());
    }

    /** Returns the command that creates the certificate of this installation and copies its CA to the webhooks. */
    String certificateCommand() {
        return "certs/make-certs.sh"
                + (namespace.equals(NAME) ? "" : " --namespace " + namespace)
                + (service.equals(NAME) ? "" : " --service " + service);
    }

    @Override
    public String toString() {
        return namespace + "/" + service;
    }
}
