package io.eniguard.registration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Where the API server finds eniguard: the part of {@code clientConfig} that is not the certificate. */
public sealed interface WebhookTarget {

    /** The fields of {@code clientConfig} that lead to {@code path}, as Kubernetes spells them. */
    Map<String, Object> clientConfig(String path);

    /**
     * A Service of the cluster. The certificate must be for {@code NAME.NAMESPACE.svc}.
     *
     * @param port the Service's port, not the container's
     */
    record Service(String namespace, String name, int port) implements WebhookTarget {

        /** The port that API servers assume, and that the Service in k8s/ has. */
        public static final int DEFAULT_PORT = 443;

        private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

        public Service {
            if (!DNS_LABEL.matcher(namespace).matches()
                    || !DNS_LABEL.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "\"%s/%s\" is not NAMESPACE/NAME of a Service".formatted(namespace, name));
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("%d is not a port".formatted(port));
            }
        }

        /**
         * Reads {@code NAMESPACE/NAME}.
         *
         * @throws IllegalArgumentException when it is anything else; the message quotes it
         */
        public static Service parse(String text) {
            int slash = text.indexOf('/');
            if (slash < 0) {
                throw new IllegalArgumentException("\"%s\" is not NAMESPACE/NAME of a Service".formatted(text));
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
     * An address outside the cluster's Services, for eniguard on a machine of its own and for tests.
     *
     * @param base {@code https://HOST:PORT} and nothing behind it; API servers take no user, query or fragment
     */
    record Url(URI base) implements WebhookTarget {

        public Url {
            if (!"https".equals(base.getScheme())
                    || base.getHost() == null
                    || base.getPort() < 1
                    || base.getPort() > 65535
                    || !base.toString().equals("https://" + base.getHost() + ":" + base.getPort())) {
                throw new IllegalArgumentException("\"%s\" is not of the form https://HOST:PORT".formatted(base));
            }
        }

        /**
         * Reads {@code https://HOST:PORT}; one slash behind it is let through.
         *
         * @throws IllegalArgumentException when it is anything else; the message quotes it
         */
        public static Url parse(String text) {
            String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            try {
                return new Url(new URI(base));
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("\"%s\" is not of the form https://HOST:PORT".formatted(text), e);
            }
        }

        @Override
        public Map<String, Object> clientConfig(String path) {
            return Map.of("url", base + path);
        }
    }
}
