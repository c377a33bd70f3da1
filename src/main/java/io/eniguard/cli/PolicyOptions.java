package io.eniguard.cli;

import io.eniguard.cluster.ObjectId;
import io.eniguard.input.UnreadableInputException;
import io.eniguard.policy.Policies;
import io.eniguard.policy.Policy;
import io.eniguard.source.file.PolicyFiles;
import io.eniguard.tree.PlacedObject;
import io.eniguard.tree.Tree;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option for policies. Commands that review objects have this option. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class PolicyOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--policy",
            paramLabel = "FILE|DIR",
            split = ",",
            description = "Policies (kind CustomNetworkingPolicy): files, and folders, which are read recursively.")
    private List<String> policies = new ArrayList<>();

    /** Returns the names of the files and folders. */
    List<String> names() {
        if (policies.stream().anyMatch(String::isBlank)) {
            throw new ParameterException(
                    spec.commandLine(), "Invalid value for option '--policy': a file name is empty");
        }
        return policies;
    }

    /**
     * Reads the policies of this option and of the cluster. An invalid policy of a live cluster is skipped with a warning.
     *
     * @param cluster the objects of the cluster
     * @throws UnreadableInputException if a policy in a file has faults or a file cannot be read
     */
    Policies read(List<PlacedObject> cluster, Instant now) throws UnreadableInputException {
        return read(cluster, documents(), now);
    }

    /**
     * Checks the policies of this option without knowing the policies of the cluster together with which they will be used.
     *
     * @throws UnreadableInputException if a policy has faults or a file cannot be read
     */
    void checkBesideCluster(Instant now) throws UnreadableInputException {
        new PolicyFiles(LivePolicies.reader(), now).readBesideUnknown(documents());
    }

    /** Returns the documents of the policies of this option. */
    List<PlacedObject> documents() throws UnreadableInputException {
        return PolicyFiles.documents(names(), ErrorLines.of(spec)::print);
    }

    /** Works like {@link #read(List, Instant)}, with the result of {@link #documents}. */
    Policies read(List<PlacedObject> cluster, List<PlacedObject> given, Instant now) throws UnreadableInputException {
        PolicyFiles files = new PolicyFiles(LivePolicies.reader(), now);
        List<PlacedObject> ofCluster = PolicyFiles.among(cluster);
        if (!ofCluster.stream().allMatch(LiveCluster::contains)) {
            return files.read(ofCluster, given);
        }
        // An invalid policy may belong to somebody else, so it must not stop the command.
        Policies ofFiles = files.readBeside(ofCluster, given);
        Set<String> replaced = ofFiles.all().stream().map(Policy::name).collect(Collectors.toSet());
        List<Tree> stored = ofCluster.stream()
                .map(PlacedObject::object)
                .filter(document -> !replaced.contains(ObjectId.of(document).name()))
                .toList();
        return LivePolicies.read(stored, ofFiles, now, ErrorLines.of(spec)).inForce();
    }
}
