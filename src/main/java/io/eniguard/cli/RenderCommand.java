package io.eniguard.cli;

import io.eniguard.input.Input;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.registration.CaBundle;
import io.eniguard.registration.PolicyDefinition;
import io.eniguard.registration.WebhookConfigurations;
import io.eniguard.registration.WebhookTarget;
import io.eniguard.text.PlainText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Implements {@code eniguard render}: prints manifests without access to a cluster. */
@Command(
        name = "render",
        description = "Print manifests for kubectl.",
        mixinStandardHelpOptions = true,
        subcommands = {RenderCommand.Webhooks.class, RenderCommand.Crds.class})
final class RenderCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "the kind of manifest is missing. Fix: run ./eniguard render webhooks or ./eniguard render crds");
    }

    /** Implements {@code eniguard render crds}: prints the definition of policies for {@code kubectl apply -f -}. */
    @Command(
            name = "crds",
            description = "Print the CustomResourceDefinition of CustomNetworkingPolicy.",
            mixinStandardHelpOptions = true)
    static final class Crds implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            out.print(PolicyDefinition.yaml());
            out.flush();
            return ExitCodes.OK;
        }
    }

    /** Implements {@code eniguard render webhooks}: prints both webhook configurations for {@code kubectl apply -f -}. */
    @Command(
            name = "webhooks",
            description = "Print the ValidatingWebhookConfiguration and the MutatingWebhookConfiguration.",
            customSynopsis =
                    "eniguard render webhooks (--service NS/NAME | --url https://HOST:PORT) [--ca-file PEM] [--clamp-max-pods]"
                            + " [--kubelet-config-namespace NAME[,NAME]]",
            mixinStandardHelpOptions = true)
    static final class Webhooks implements Callable<Integer> {

        private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Option(
                names = "--service",
                paramLabel = "NS/NAME",
                description = "The Service of eniguard, whose port 443 API servers call.")
        private @Nullable String service;

        @Option(
                names = "--url",
                paramLabel = "https://HOST:PORT",
                description = "The address of eniguard if it does not run behind a Service of the cluster.")
        private @Nullable String url;

        @Option(
                names = "--ca-file",
                paramLabel = "PEM",
                description =
                        "The CA certificates that verify the certificate of eniguard. Without this option there is no caBundle,"
                                + " and certs/make-certs.sh or cert-manager adds it.")
        private @Nullable Path caFile;

        @Option(
                names = "--clamp-max-pods",
                description =
                        "Also register the webhook that lowers the number of pods that a kubelet reports for its node.")
        private boolean clampMaxPods;

        @Option(
                names = "--kubelet-config-namespace",
                paramLabel = "NAME",
                split = ",",
                description = "Namespaces whose ConfigMaps may contain a kubelet configuration; '*' for all. Default:"
                        + " kube-system,karpenter with --service, all with --url.")
        private List<String> kubeletConfigNamespaces = List.of();

        @Override
        public Integer call() {
            WebhookTarget target = target();
            List<String> namespaces = namespaces();
            Optional<String> caBundle;
            try {
                caBundle = caBundle();
            } catch (UnreadableInputException | IllegalArgumentException e) {
                ErrorLines.of(spec).print(String.valueOf(e.getMessage()));
                return ExitCodes.USAGE;
            }
            PrintWriter out = spec.commandLine().getOut();
            // A line break in a file name would end the YAML comment.
            out.print(PlainText.oneLine("# eniguard render webhooks %s%s%s%s"
                            .formatted(
                                    service == null ? "--url " + url : "--service " + service,
                                    caFile == null ? "" : " --ca-file " + caFile.getFileName(),
                                    clampMaxPods ? " --clamp-max-pods" : "",
                                    kubeletConfigNamespaces.isEmpty()
                                            ? ""
                                            : " --kubelet-config-namespace '%s'"
                                                    .formatted(String.join(",", kubeletConfigNamespaces))))
                    + "\n");
            out.print(new WebhookConfigurations(target, caBundle, clampMaxPods, namespaces).yaml());
            out.flush();
            return ExitCodes.OK;
        }

        private Optional<String> caBundle() throws UnreadableInputException {
            if (caFile == null) {
                return Optional.empty();
            }
            return Optional.of(
                    CaBundle.base64(caFile.toString(), Input.file(caFile).bytes()));
        }

        private List<String> namespaces() {
            if (kubeletConfigNamespaces.isEmpty()) {
                // With a URL, the default is all namespaces, since the limit to some namespaces is for eniguard behind
                // a Service. A URL is used in tests, and if eniguard runs on a separate machine.
                return url == null ? WebhookConfigurations.NAMESPACES_OF_ADMINISTRATORS : List.of();
            } else if (kubeletConfigNamespaces.equals(List.of("*"))) {
                return List.of();
            }
            for (String name : kubeletConfigNamespaces) {
                if (!NAMESPACE.matcher(name).matches()) {
                    throw new ParameterException(
                            spec.commandLine(),
                            "--kubelet-config-namespace: \"%s\" is not a valid namespace name".formatted(name));
                }
            }
            return kubeletConfigNamespaces;
        }

        private WebhookTarget target() {
            String atService = service;
            String atUrl = url;
            try {
                if (atService != null && atUrl == null) {
                    return WebhookTarget.Service.parse(atService);
                }
                if (atUrl != null && atService == null) {
                    return WebhookTarget.Url.parse(atUrl);
                }
            } catch (IllegalArgumentException e) {
                throw new ParameterException(
                        spec.commandLine(),
                        "%s: %s".formatted(atService == null ? "--url" : "--service", e.getMessage()),
                        e);
            }
            throw new ParameterException(
                    spec.commandLine(),
                    atUrl == null
                            ? "the address of eniguard is missing. Fix: add --service NS/NAME or --url https://HOST:PORT"
                            : "--service and --url cannot be used together. Fix: remove one of them");
        }
    }
}
