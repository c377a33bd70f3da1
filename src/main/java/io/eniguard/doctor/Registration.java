package io.eniguard.doctor;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The webhooks as the API server has them.
 *
 * @param webhooks of both configurations, in their order
 */
record Registration(List<Tree> webhooks) {

    static Registration of(Tree validating, Tree mutating) {
        return new Registration(
                Stream.concat(validating.trees("webhooks").stream(), mutating.trees("webhooks").stream())
                        .toList());
    }

    static String name(Tree webhook) {
        return webhook.text("name").orElse("");
    }

    /** Of the webhook; empty where it has none. */
    static Optional<String> caBundle(Tree webhook) {
        return webhook.nonEmptyText("clientConfig", "caBundle");
    }

    /** The URLs that webhooks are called at which are not behind a Service, each once and without its path. */
    TreeSet<String> urls() {
        TreeSet<String> urls = new TreeSet<>();
        webhooks.forEach(webhook -> webhook.nonEmptyText("clientConfig", "url")
                .ifPresent(url -> urls.add(url.replaceFirst("(https://[^/]+).*", "$1"))));
        return urls;
    }

    /** Whether eniguard runs elsewhere than behind a Service of the cluster. */
    boolean isOutsideServices() {
        return !urls().isEmpty() && services().isEmpty();
    }

    /** {@code NAMESPACE/NAME} of the Services that webhooks are called through, each once. */
    TreeSet<String> services() {
        TreeSet<String> services = new TreeSet<>();
        webhooks.stream()
                .map(webhook -> webhook.at("clientConfig", "service"))
                .filter(service -> !service.isEmpty())
                .forEach(service -> services.add(service.text("namespace").orElse("") + "/"
                        + service.text("name").orElse("")));
        return services;
    }
}
