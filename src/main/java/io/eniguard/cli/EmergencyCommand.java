package io.eniguard.cli;

import io.eniguard.kube.KubeApi;
import io.eniguard.kube.NoAnswerException;
import io.eniguard.kube.RefusedRequestException;
import io.eniguard.registration.EmergencySwitch;
import io.eniguard.tree.Tree;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Implements {@code eniguard emergency}: switches the webhooks off and on, also while no replica of eniguard runs. */
@Command(
        name = "emergency",
        description = "Switch the webhooks in the cluster of your kubeconfig off or on.",
        mixinStandardHelpOptions = true,
        subcommands = {EmergencyCommand.Off.class, EmergencyCommand.On.class})
final class EmergencyCommand implements Callable<Integer> {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** The number of attempts if somebody else changes the configuration at the same time. */
    private static final int ATTEMPTS = 5;

    private static final String PATH = "/apis/admissionregistration.k8s.io/v1/%s/eniguard";

    /** The resources by the kinds of the configurations. */
    private static final Map<String, String> CONFIGURATIONS = new TreeMap<>(Map.of(
            "MutatingWebhookConfiguration",
            "mutatingwebhookconfigurations",
            "ValidatingWebhookConfiguration",
            "validatingwebhookconfigurations"));

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "the switch is missing. Fix: run ./eniguard emergency off or ./eniguard emergency on");
    }

    /** The outcome for one configuration. */
    private enum Outcome {
        CHANGED,
        UNCHANGED,
        ABSENT,
        /** The API server has dropped the match conditions from the request. */
        LOST
    }

    /** Implements {@code eniguard emergency off}. */
    @Command(
            name = "off",
            description = {
                "Switch all webhooks off, so that the API server no longer calls eniguard and no write waits for it.",
                "Works while eniguard does not run, and can be repeated. First pause tools that apply the webhooks, such as Argo CD."
            },
            mixinStandardHelpOptions = true)
    static final class Off implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public Integer call() {
            int exitCode = change(spec, EmergencySwitch::off, kind -> switched(kind, "off"), kind -> Optional.empty());
            if (exitCode == ExitCodes.OK) {
                print(spec, "eniguard reviews nothing until ./eniguard emergency on");
            }
            return exitCode;
        }
    }

    /** Implements {@code eniguard emergency on}. */
    @Command(
            name = "on",
            description = "Switch all webhooks on again, with the settings that they had before.",
            mixinStandardHelpOptions = true)
    static final class On implements Callable<Integer> {

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public Integer call() {
            return change(
                    spec,
                    EmergencySwitch::on,
                    kind -> switched(kind, "on"),
                    kind -> Optional.of("%s eniguard is absent. Fix: register the webhooks with kubectl apply -k k8s/"
                            .formatted(kind)));
        }
    }

    private static String switched(String kind, String position) {
        return "%s eniguard: the webhooks are %s".formatted(kind, position);
    }

    /**
     * Changes both configurations. If one of them cannot be changed, the other one is changed all the same.
     *
     * @param patch returns the fields to change
     * @param done the line about a configuration that is as wanted
     * @param absent the error about an absent configuration; empty if its absence is no error
     */
    private static int change(
            CommandSpec spec,
            Function<Tree, Optional<Tree>> patch,
            Function<String, String> done,
            Function<String, Optional<String>> absent) {
        ErrorLines errors = ErrorLines.of(spec);
        int exitCode = ExitCodes.OK;
        try (KubeApi api = KubeApi.open(LIMIT)) {
            for (Map.Entry<String, String> each : CONFIGURATIONS.entrySet()) {
                String kind = each.getKey();
                Optional<String> problem;
                try {
                    problem = switch (changed(api, PATH.formatted(each.getValue()), patch)) {
                        case CHANGED -> noProblem(spec, done.apply(kind));
                        case UNCHANGED -> noProblem(spec, done.apply(kind) + " already");
                        case ABSENT ->
                            absent.apply(kind)
                                    .or(() -> noProblem(
                                            spec, kind + " eniguard is absent, so its webhooks are not called"));
                        case LOST ->
                            Optional.of(
                                    "%s eniguard: the API server ignores matchConditions. Fix: kubectl delete %s eniguard"
                                            .formatted(kind, each.getValue()));
                    };
                } catch (RefusedRequestException e) {
                    problem = Optional.of("%s eniguard at %s: %s".formatted(kind, api.shownUrl(), e.getMessage()));
                }
                if (problem.isPresent()) {
                    errors.print("eniguard: " + problem.get());
                    exitCode = ExitCodes.USAGE;
                }
            }
        } catch (NoAnswerException e) {
            errors.print("eniguard: the API server cannot be reached: " + e.getMessage());
            return ExitCodes.USAGE;
        }
        return exitCode;
    }

    private static Optional<String> noProblem(CommandSpec spec, String line) {
        print(spec, line);
        return Optional.empty();
    }

    private static void print(CommandSpec spec, String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private static Outcome changed(KubeApi api, String path, Function<Tree, Optional<Tree>> patch)
            throws NoAnswerException, RefusedRequestException {
        for (int attempt = 1; ; attempt++) {
            KubeApi.Answer read = api.get(path);
            if (read.isAbsent()) {
                return Outcome.ABSENT;
            } else if (!read.isOk()) {
                throw RefusedRequestException.of(read);
            }
            Optional<Tree> fields = patch.apply(read.body());
            if (fields.isEmpty()) {
                return Outcome.UNCHANGED;
            }
            KubeApi.Answer written = api.merge(path, fields.get());
            if (written.isOk()) {
                return patch.apply(written.body()).isEmpty() ? Outcome.CHANGED : Outcome.LOST;
            }
            RefusedRequestException refusal = RefusedRequestException.of(written);
            if (!refusal.isConflict() || attempt == ATTEMPTS) {
                throw refusal;
            }
        }
    }
}
