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

/** Says how many pods instance types can hold, and why. Types it does not know are named on stderr, the others answered. */
@Command(
        name = "max-pods",
        mixinStandardHelpOptions = true,
        description = "Say how many pods instance types can hold: what addresses allow (theoretical), what AWS"
                + " recommends at most (recommended), and why.")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class MaxPodsCommand implements Callable<Integer> {


    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TYPE", description = "Instance types, such as m5.large.")
    private List<String> types = new ArrayList<>();

    @Option(names = "--all", description = "Answer for every type in the table.")
    private boolean all;

    @Option(
            names = "--custom-networking",
            paramLabel = "BOOL",
            arity = "0..1",
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether the primary interface carries no pods. Default: ${DEFAULT-VALUE}.")
    private boolean customNetworking;

    @Option(
            names = "--prefix-delegation",
            paramLabel = "BOOL",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Whether pods' addresses come as /28 prefixes. Default: ${DEFAULT-VALUE}.")
    private boolean prefixDelegation;

    @Option(
            names = "--pod-eni",
            paramLabel = "BOOL",
            arity = "0..1",
            defaultValue = "false",
            fallbackValue = "true",
            description = "Whether one interface is the trunk of pods with security groups of their own."
                    + " Default: ${DEFAULT-VALUE}.")
    private boolean podEni;

    @Option(
            names = "--max-eni",
            paramLabel = "N",
            description = "The CNI's MAX_ENI, 1 or more. Default: what the type can have.")
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
            throw new ParameterException(spec.commandLine(), "name an instance type, or ask for --all");
        }
        NetworkingMode mode = mode();
        var found = new ArrayList<InstanceType>();
        List<String> unknown = lookUp(found);
        List<InstanceType> asked = all ? InstanceTypes.builtIn().all() : found;
        output.print(
                asked.stream().map(type -> new PodCapacity(type, mode)).toList(),
                spec.commandLine().getOut());
        unknown.forEach(this::tellUnknown);
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

    /** Adds the types that the table knows, in the order given, and returns the names that it does not. */
    private List<String> lookUp(List<InstanceType> found) {
        var unknown = new ArrayList<String>();
        for (String name : types) {
            InstanceTypes.builtIn().find(name).ifPresentOrElse(found::add, () -> unknown.add(name));
        }
        return unknown;
    }

    private void tellUnknown(String name) {
        List<String> near = InstanceTypes.builtIn().namesNear(name);
        String hint = near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
        spec.commandLine().getErr().println("unknown instance type " + Quote.of(name) + hint);
    }
}
