package io.eniguard.registration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The address at which the API server calls eniguard: {@code clientConfig} without the CA bundle. */
public sealed interface WebhookTarget {

    /** Returns the fields of {@code clientConfig} for a path, such as {@code /validate}. */
    Map<String, Object> clientConfig(String path);

    /**
     * A Service of the cluster. eniguard's certificate must be valid for {@code NAME.NAMESPACE.svc}.
     *
     * @param port the port of the Service, not of the container
     */
    record Service(String namespace, String name, int port) implements WebhookTarget {

        /** The default port of webhooks in Kubernetes. The Service in k8s/ also uses this port. */
        public static final int DEFAULT_PORT = 443;

        private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

        public Service {
            if (!DNS_LABEL.matcher(namespace).matches()
                    || !DNS_LABEL.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "\"%s/%s\" is not a Service in the form NAMESPACE/NAME".formatted(namespace, name));
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("%d is not a port".formatted(port));
            }
        }

        /**
         * Reads {@code NAMESPACE/NAME}.
         *
         * @throws IllegalArgumentException if the text has another form; the message quotes it
         */
        public static Service parse(String text) {
            int slash = text.indexOf('/');
            if (slash < 0) {
                throw new IllegalArgumentException(
                        "\"%s\" is not a Service in the form NAMESPACE/NAME".formatted(text));
            }
            return new Service(text.substring(0, slash), text.substring(slash + 1), DEFAULT_PORT);
        }

        @Override
        public Map<String, Object> clientConfig(String path) {
            Map<String, Object> service = new LinkedHashMap<>();
            service.put("namespace", namespace);
            service.put("name", name);
            service.put("path", path);
            service.put("port", port);
            return Map.of("service", service);
        }
    }

    /**
     * A URL outside the cluster, for tests and for eniguard on a separate machine.
     *
     * @param base {@code https://HOST:PORT} without a path; API servers accept no user, query or fragment
     */
    record Url(URI base) implements WebhookTarget {

        public Url {
            if (!"https".equals(base.getScheme())
                    || base.getHost() == null
                    || base.getPort() < 1
                    || base.getPort() > 65535
                    || !base.toString().equals("https://" + base.getHost() + ":" + base.getPort())) {
                throw new IllegalArgumentException("\"%s\" does not have the form https://HOST:PORT".formatted(base));
            }
        }

        /**
         * Reads {@code https://HOST:PORT}. A slash at the end is ignored.
         *
         * @throws IllegalArgumentException if the text has another form; the message quotes it
         */
        public static Url parse(String text) {
            String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            try {
                return new Url(new URI(base));
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(
                        "\"%s\" does not have the form https://HOST:PORT".formatted(text), e);
            }
        }

        @Override
        public Map<String, Object> clientConfig(String path) {
            return Map.of("url", base + path);
        }
    }
}
