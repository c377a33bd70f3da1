package io.eniguard.cli;

import io.eniguard.maxpods.Addressing;
import io.eniguard.maxpods.InstanceType;
import io.eniguard.maxpods.InstanceTypes;
import io.eniguard.maxpods.Networking;
import io.eniguard.maxpods.NetworkingMode;
import io.eniguard.maxpods.PodCapacity;
import io.eniguard.text.Quote;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Implements {@code eniguard max-pods}: shows how many pods instance types can run, and why. Unknown types are reported on stderr. */
@Command(
        name = "max-pods",
        mixinStandardHelpOptions = true,
        description = "Show how many pods instance types can hold: the number that addresses allow (theoretical), the"
                + " maximum that AWS recommends (recommended), and the reason.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class MaxPodsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TYPE", description = "Instance types, such as m5.large.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--all", description = "Show every known type.")
    private boolean all;

    @Option(
            names = "--custom-networking",
            paramLabel = "BOOL",
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Whether custom networking is on, so that the primary interface carries no pods. Default: ${DEFAULT-VALUE}.")
    private boolean customNetworking;

    @Option(
            names = "--prefix-delegation",
            paramLabel = "BOOL",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Whether pods get addresses from /28 prefixes. Default: ${DEFAULT-VALUE}.")
    private boolean prefixDelegation;

    @Option(
            names = "--pod-eni",
            paramLabel = "BOOL",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Whether one interface is the trunk for pods with their own security groups."
                    + " Default: ${DEFAULT-VALUE}.")
    private boolean podEni;

    @Option(
            names = "--max-eni",
            paramLabel = "N",
            description = "The MAX_ENI setting of the CNI, at least 1. Default: the maximum of the type.")
    private @Nullable Integer maxEni;

    @Option(
            names = "--host-network-pods",
            paramLabel = "N",
            defaultValue = "2",
            description = "Pods of each node that need no address, such as aws-node and kube-proxy."
                    + " Default: ${DEFAULT-VALUE}.")
    private int hostNetworkPods;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            converter = MaxPodsFormat.FromOption.class,
            completionCandidates = MaxPodsFormat.Candidates.class,
            description = "One of ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private MaxPodsFormat output;

    @Override
    public Integer call() {
        if (types.isEmpty() && !all) {
            throw new ParameterException(
                    spec.commandLine(), "the instance type is missing. Fix: add one, such as m5.large, or --all");
        }
        NetworkingMode mode = mode();
        var found = new ArrayList<InstanceType>();
        List<String> unknown = lookUp(found);
        List<InstanceType> asked = all ? InstanceTypes.builtIn().all() : found;
        output.print(
                asked.stream().map(type -> new PodCapacity(type, mode)).toList(),
                spec.commandLine().getOut());
        unknown.forEach(this::reportUnknown);
        return unknown.isEmpty() ? ExitCode.OK : ExitCode.USAGE;
    }

    private NetworkingMode mode() {
        NetworkingMode mode = NetworkingMode.of(
                customNetworking ? Networking.CUSTOM : Networking.STANDARD,
                prefixDelegation ? Addressing.PREFIXES : Addressing.SECONDARY_ADDRESSES);
        if (podEni) {
            mode = mode.withTrunk();
        }
        if (maxEni != null) {
            mode = checked("--max-eni", maxEni, mode::withMaxEni);
        }
        return checked("--host-network-pods", hostNetworkPods, mode::withHostNetworkPods);
    }

    private NetworkingMode checked(String option, int number, IntFunction<NetworkingMode> mode) {
        try {
            return mode.apply(number);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '%s': %s".formatted(option, e.getMessage()), e);
        }
    }

    /** Adds the known types in the given order, and returns the unknown names. */
    private List<String> lookUp(List<InstanceType> found) {
        var unknown = new ArrayList<String>();
        for (String name : types) {
            InstanceTypes.builtIn().find(name).ifPresentOrElse(found::add, () -> unknown.add(name));
        }
        return unknown;
    }

    private void reportUnknown(String name) {
        List<String> near = InstanceTypes.builtIn().namesNear(name);
        String hint = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
        spec.commandLine().getErr().println("unknown instance type " + Quote.of(name) + hint);
    }
}
