package io.eniguard.doctor;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The webhooks that the API server calls.
 *
 * @param webhooks of both configurations, in their order
 */
record RegisteredWebhooks(List<Tree> webhooks) {

    /** The only webhook of {@code render webhooks} that fails closed. */
    private static final String ENI_CONFIGS = "eniconfigs.validate.eniguard.io";

    /** Those of both configurations, as far as they could be read. */
    static RegisteredWebhooks of(Reply<Optional<Tree>> validating, Reply<Optional<Tree>> mutating) {
        return new RegisteredWebhooks(Stream.of(validating, mutating)
                .flatMap(reply -> reply.value().stream())
                .flatMap(Optional::stream)
                .flatMap(configuration -> configuration.trees("webhooks").stream())
                .toList());
    }

    static String name(Tree webhook) {
        return webhook.text("name").orElse("");
    }

    /** The webhook's CA bundle in base64; empty where it has none. */
    static Optional<String> caBundle(Tree webhook) {
        return webhook.nonEmptyText("clientConfig", "caBundle");
    }

    /** The URLs of webhooks that are not called through a Service, each once and without its path. */
    TreeSet<String> urls() {
        TreeSet<String> urls = new TreeSet<>();
        webhooks.forEach(webhook -> webhook.nonEmptyText("clientConfig", "url")
                .ifPresent(url -> urls.add(url.replaceFirst("(https://[^/]+).*", "$1"))));
        return urls;
    }

    /** Whether eniguard runs outside the cluster, and no webhook is called through a Service. */
    boolean isOutsideServices() {
        return !urls().isEmpty() && services().isEmpty();
    }

    /** What becomes of writes of ENIConfigs while no pod answers. */
    String consequenceOfSilence() {
        return webhooks.stream()
                .filter(webhook -> name(webhook).equals(ENI_CONFIGS))
                .findFirst()
                .map(webhook ->
                        webhook.text("failurePolicy").filter("Ignore"::equals).isPresent()
                                ? "nothing is refused and nothing is checked"
                                : "writes of ENIConfigs are refused, all else goes through unseen")
                .orElse("nothing is refused, because the API server does not call eniguard");
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
