package io.eniguard.doctor;

import io.eniguard.tree.Tree;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The webhooks that the API server calls.
 *
 * @param webhooks the webhooks of both configurations, in the order of the configurations
 */
record RegisteredWebhooks(List<Tree> webhooks) {

    /** The only webhook of {@code render webhooks} with the failure policy {@code Fail}. */
    private static final String ENI_CONFIGS = "eniconfigs.validate.eniguard.io";

    /** Returns the webhooks of the configurations that could be read. */
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

    /** Returns the webhook's CA bundle in base64, or empty if the webhook has no CA bundle. */
    static Optional<String> caBundle(Tree webhook) {
        return webhook.nonEmptyText("clientConfig", "caBundle");
    }

    /** Returns the URLs of webhooks without a Service. Each URL occurs once, without its path. */
    TreeSet<String> urls() {
        TreeSet<String> urls = new TreeSet<>();
        webhooks.forEach(webhook -> webhook.nonEmptyText("clientConfig", "url")
                .ifPresent(url -> urls.add(url.replaceFirst("(https://[^/]+).*", "$1"))));
        return urls;
    }

    /** Returns whether all webhooks have a URL, which means that eniguard runs outside the cluster. */
    boolean isOutsideCluster() {
        return !urls().isEmpty() && services().isEmpty();
    }

    /** Returns the effect on writes while no pod answers. */
    String effectWithoutPods() {
        return webhooks.stream()
                .filter(webhook -> name(webhook).equals(ENI_CONFIGS))
                .findFirst()
                .map(webhook ->
                        webhook.text("failurePolicy").filter("Ignore"::equals).isPresent()
                                ? "writes are neither checked nor refused"
                                : "writes of ENIConfigs are refused, and other writes are not checked")
                .orElse("writes are neither checked nor refused, because the API server does not call eniguard");
    }

    /** Returns the Services of the webhooks as {@code NAMESPACE/NAME}. Each Service occurs once. */
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
